// Distribution functions for intervals and tests: a C face over Boost.Math.
//
// Boost evaluates in plain double here (no promotion to long double, which is 80 bits wide on one processor and 64 on the next) with
// contraction off. Results agree with SciPy to 1e-10 relative and are mostly good to 1e-13. They rest on the C library's exp, log and pow, so
// a p-value's last bits may differ between platforms: what the bit contract of CKernels promises ends at the readings, and verdicts are
// printed with few digits.
//
// No C++ exception crosses this face: an argument outside the stated domain, or a failure to converge, gives NaN.
// Upper tails are functions of their own, because 1 - cdf loses the digits of a small p-value.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/// P(T <= t) and P(T > t), Student's t with `degrees` > 0 degrees of freedom (need not be whole); t may be infinite.
double ravine_student_cdf(double t, double degrees);
double ravine_student_upper(double t, double degrees);
/// The t with P(T <= t) = p, 0 <= p <= 1; infinite at the ends.
double ravine_student_quantile(double p, double degrees);

/// P(Z <= z), P(Z > z) and the quantile of the standard normal distribution.
double ravine_normal_cdf(double z);
double ravine_normal_upper(double z);
double ravine_normal_quantile(double p);

/// P(X <= x) and P(X > x), the regularized incomplete beta function, a, b > 0, 0 <= x <= 1.
double ravine_beta_cdf(double x, double a, double b);
double ravine_beta_upper(double x, double a, double b);
/// The x with P(X <= x) = p, and the x with P(X > x) = q.
double ravine_beta_quantile(double p, double a, double b);
double ravine_beta_upper_quantile(double q, double a, double b);

/// P(K <= k) and P(K >= k), K ~ Binomial(trials, p): whole numbers 0 <= k <= trials, trials >= 1, 0 <= p <= 1.
/// Note the second one includes k.
double ravine_binomial_at_most(double k, double trials, double p);
double ravine_binomial_at_least(double k, double trials, double p);

#ifdef __cplusplus
}
#endif
