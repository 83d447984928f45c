#include "CReference.h"

__attribute__((noinline)) void counted(void (*body)(void *), void *context) {
  body(context);
  __asm__ volatile("");  // no tail call: the body ends before this function does
}
