// Debian's libcrypto (OpenSSL 3): SHA-256 only. A system library costs no build time; swift-crypto takes minutes.
// The functions of SHA-256 itself, which OpenSSL calls deprecated: the general ones search for providers first, a millisecond in every process.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
