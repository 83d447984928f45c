#pragma STDC FP_CONTRACT OFF

#include "CStatistics.h"

#include <cmath>
#include <limits>

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>

namespace {

namespace policies = boost::math::policies;

using Policy = policies::policy<
    policies::promote_float<false>, policies::promote_double<false>, policies::domain_error<policies::ignore_error>,
    policies::pole_error<policies::ignore_error>, policies::overflow_error<policies::ignore_error>,
    policies::underflow_error<policies::ignore_error>, policies::denorm_error<policies::ignore_error>,
    policies::evaluation_error<policies::ignore_error>, policies::rounding_error<policies::ignore_error>,
    policies::indeterminate_result_error<policies::ignore_error>>;

using Student = boost::math::students_t_distribution<double, Policy>;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double root_of_two = 1.4142135623730951;

bool is_probability(double p) { return p >= 0 && p <= 1; }
bool is_positive(double x) { return x > 0 && x < infinity; }

/// Boost's policies ignore errors, but allocation and template code may still throw: the last wall.
template <typename Body> double guarded(Body body) noexcept {
  try {
    return body();
  } catch (...) {
    return undefined;
  }
}

bool is_count(double k, double trials) {
  return trials >= 1 && trials < infinity && trials == std::floor(trials) && k >= 0 && k <= trials && k == std::floor(k);
}

}  // namespace

extern "C" double ravine_student_cdf(double t, double degrees) {
  if (std::isnan(t) || !is_positive(degrees)) return undefined;
  if (std::isinf(t)) return t < 0 ? 0 : 1;
  return guarded([=] { return boost::math::cdf(Student(degrees), t); });
}

// The distribution is symmetric, so the upper tail is the lower one, mirrored: no digits are lost.
extern "C" double ravine_student_upper(double t, double degrees) { return ravine_student_cdf(-t, degrees); }

extern "C" double ravine_student_quantile(double p, double degrees) {
  if (!is_probability(p) || !is_positive(degrees)) return undefined;
  if (p == 0) return -infinity;
  if (p == 1) return infinity;
  return guarded([=] { return boost::math::quantile(Student(degrees), p); });
}

extern "C" double ravine_normal_cdf(double z) { return ravine_normal_upper(-z); }

extern "C" double ravine_normal_upper(double z) {
  if (std::isnan(z)) return undefined;
  if (std::isinf(z)) return z < 0 ? 1 : 0;
  return guarded([=] { return boost::math::erfc(z / root_of_two, Policy()) / 2; });
}

extern "C" double ravine_normal_quantile(double p) {
  if (!is_probability(p)) return undefined;
  if (p == 0) return -infinity;
  if (p == 1) return infinity;
  return guarded([=] { return -root_of_two * boost::math::erfc_inv(2 * p, Policy()); });
}

extern "C" double ravine_beta_cdf(double x, double a, double b) {
  if (!is_probability(x) || !is_positive(a) || !is_positive(b)) return undefined;
  return guarded([=] { return boost::math::ibeta(a, b, x, Policy()); });
}

extern "C" double ravine_beta_upper(double x, double a, double b) {
  if (!is_probability(x) || !is_positive(a) || !is_positive(b)) return undefined;
  return guarded([=] { return boost::math::ibetac(a, b, x, Policy()); });
}

extern "C" double ravine_beta_quantile(double p, double a, double b) {
  if (!is_probability(p) || !is_positive(a) || !is_positive(b)) return undefined;
  return guarded([=] { return boost::math::ibeta_inv(a, b, p, Policy()); });
}

extern "C" double ravine_beta_upper_quantile(double q, double a, double b) {
  if (!is_probability(q) || !is_positive(a) || !is_positive(b)) return undefined;
  return guarded([=] { return boost::math::ibetac_inv(a, b, q, Policy()); });
}

// P(K <= k) = 1 - I_p(k + 1, n - k), P(K >= k) = I_p(k, n - k + 1).
extern "C" double ravine_binomial_at_most(double k, double trials, double p) {
  if (!is_count(k, trials) || !is_probability(p)) return undefined;
  return k == trials ? 1 : ravine_beta_upper(p, k + 1, trials - k);
}

extern "C" double ravine_binomial_at_least(double k, double trials, double p) {
  if (!is_count(k, trials) || !is_probability(p)) return undefined;
  return k == 0 ? 1 : ravine_beta_cdf(p, k, trials - k + 1);
}
