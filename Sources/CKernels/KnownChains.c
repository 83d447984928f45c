// Whether a chain is a known one.
#include <string.h>
#include "KnownChains.h"

#define KNOWN(name, kinds, ...) static const ravine_chain_instruction name[] = {__VA_ARGS__};
KNOWN_CHAINS(KNOWN)
#undef KNOWN
#define KNOWN(name, kinds, ...) {#name, kinds, name, sizeof name / sizeof *name},
static const ravine_known list[] = {KNOWN_CHAINS(KNOWN)};
#undef KNOWN

const ravine_known *ravine_known_chain_at(size_t number) {
  return number >= 1 && number < RAVINE_KNOWN_CHAIN_END ? &list[number - 1] : NULL;
}

static size_t operands_read(unsigned operation) {
  return operation < RAVINE_UNARY_COUNT ? 1 : operation < RAVINE_CHAIN_SELECT ? 2 : 3;
}

/// Whether the chain does what the known one does: the same operands in the same instructions, registers by whatever numbers.
static int is_known(const ravine_chain *chain, const ravine_known *k) {
  if (chain->instruction_count != k->count || chain->operand_count != strlen(k->kinds)) return 0;
  for (size_t s = 0; s < chain->operand_count; s++)
    if ((chain->operands[s].mode == RAVINE_OPERAND_SCALAR) != (k->kinds[s] == 'S')) return 0;
  // The known chain's register for each slot of the chain.
  uint16_t name[RAVINE_CHAIN_SLOTS];
  for (uint16_t s = 0; s < RAVINE_CHAIN_SLOTS; s++) name[s] = s < chain->operand_count ? s : 0xffff;
  for (size_t i = 0; i < k->count; i++) {
    const ravine_chain_instruction *u = &chain->instructions[i], *v = &k->instructions[i];
    const size_t read = operands_read(u->operation);
    if (u->operation != v->operation || name[u->a] != v->a || (read > 1 && name[u->b] != v->b) || (read > 2 && name[u->c] != v->c)) return 0;
    if ((u->y < chain->operand_count || v->y < chain->operand_count) && u->y != v->y) return 0;
    name[u->y] = v->y;
  }
  return 1;
}

size_t ravine_known_chain(const ravine_chain *chain) {
  for (size_t number = 1; number < RAVINE_KNOWN_CHAIN_END; number++)
    if (is_known(chain, &list[number - 1])) return number;
  return RAVINE_UNKNOWN_CHAIN;
}
