/*
 * A FAKE vendor library: it stands before the real SoftHSM2 and misbehaves when its script says so, as the libraries of
 * vendors do. SCRIPTED_TOKEN_MODULE names the real library, SCRIPTED_TOKEN_FILE the script, which is read anew at each call:
 *   hang_sign 1     C_Sign never returns
 *   hang_look 1     C_GetTokenInfo never returns
 *   crash_sign 1    C_Sign kills the process
 *   refuse_sign N   C_Sign answers with the status N
 *   refuse_login N  C_Login answers with the status N
 *   pin_flags N     these flags are added to those of the token
 *   blink 1         sessions are told to be closed, as after a token was pulled and put back
 */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* What the header of the standard asks of its platform. */
#define CK_PTR *
#define CK_DEFINE_FUNCTION(type, name) type name
#define CK_DECLARE_FUNCTION(type, name) type name
#define CK_DECLARE_FUNCTION_POINTER(type, name) type(*name)
#define CK_CALLBACK_FUNCTION(type, name) type(*name)
#ifndef NULL_PTR
#define NULL_PTR 0
#endif
#include "../../node_modules/pkcs11js/includes/pkcs11/pkcs11.h"

static CK_FUNCTION_LIST fake;
static CK_FUNCTION_LIST_PTR real;

static unsigned long script(const char *wanted) {
  char name[32];
  unsigned long value, found = 0;
  FILE *file = fopen(getenv("SCRIPTED_TOKEN_FILE"), "r");
  if (!file) return 0;
  while (fscanf(file, "%31s %lu", name, &value) == 2)
    if (strcmp(name, wanted) == 0) found = value;
  fclose(file);
  return found;
}

static void hang(void) {
  for (;;) sleep(3600);
}

static CK_RV sign(CK_SESSION_HANDLE session, CK_BYTE_PTR data, CK_ULONG data_length, CK_BYTE_PTR signature, CK_ULONG_PTR length) {
  if (script("hang_sign")) hang();
  if (script("crash_sign")) raise(SIGSEGV);
  if (script("refuse_sign")) return script("refuse_sign");
  return real->C_Sign(session, data, data_length, signature, length);
}

static CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR_PTR pin, CK_ULONG length) {
  if (script("refuse_login")) return script("refuse_login");
  return real->C_Login(session, user, pin, length);
}

static CK_RV token_info(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info) {
  CK_RV status;
  if (script("hang_look")) hang();
  status = real->C_GetTokenInfo(slot, info);
  if (status == CKR_OK) info->flags |= script("pin_flags");
  return status;
}

static CK_RV session_info(CK_SESSION_HANDLE session, CK_SESSION_INFO_PTR info) {
  return script("blink") ? CKR_SESSION_HANDLE_INVALID : real->C_GetSessionInfo(session, info);
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
  void *library = dlopen(getenv("SCRIPTED_TOKEN_MODULE"), RTLD_NOW);
  CK_C_GetFunctionList get = library ? (CK_C_GetFunctionList)dlsym(library, "C_GetFunctionList") : NULL;
  if (!get || get(&real) != CKR_OK) return CKR_GENERAL_ERROR;
  fake = *real;
  fake.C_Sign = sign;
  fake.C_Login = login;
  fake.C_GetTokenInfo = token_info;
  fake.C_GetSessionInfo = session_info;
  *list = &fake;
  return CKR_OK;
}
