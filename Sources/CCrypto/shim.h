// Debian's libcrypto (OpenSSL 3): SHA-256 only. A system library costs no build time; swift-crypto takes minutes.
#include <openssl/evp.h>
