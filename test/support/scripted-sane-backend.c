/*
 * A FAKE: the SANE backend "scripted", one device whose faults a file tells (environment variable SCRIPTED_SANE_FILE,
 * lines "name number", read again at every start):
 *   sheets 5        sheets in the feeder
 *   fail_page 3     the page (side) on which reading fails, with
 *   fail_status 6   this SANE_Status
 *   short_page 3    the page that ends, with "end of file", after half of its lines
 *   hang_page 3     the page on which reading never returns, whatever is cancelled
 *   crash_page 3    the page on which the driver dies
 *   slow_us 1000    microseconds a read takes
 * Sides are of one colour: side n is n * 20 in every sample.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef int Word;
typedef int Status;
enum { GOOD = 0, UNSUPPORTED = 1, CANCELLED = 2, INVAL = 4, END_OF_FILE = 5, NO_DOCS = 7 };
enum { TYPE_INT = 1, TYPE_FIXED = 2, TYPE_STRING = 3 };
enum { UNIT_NONE = 0, UNIT_MM = 3, UNIT_DPI = 4 };
enum { RANGE = 1, WORD_LIST = 2, STRING_LIST = 3 };
enum { GET = 0, SET = 1 };
enum { SETTABLE = 1 | 4, INFO_INEXACT = 1, INFO_RELOAD_PARAMS = 4 };

typedef struct { Word min, max, quant; } Range;
typedef struct { const char *name, *title, *desc; int type, unit; Word size, cap; int constraint_type; const void *constraint; } Option;
typedef struct { const char *name, *vendor, *model, *type; } Device;
typedef struct { int format; Word last_frame, bytes_per_line, pixels_per_line, lines, depth; } Parameters;

#define FIXED(x) ((Word)((x) * 65536))

static const char *const sources[] = {"Flatbed", "ADF Front", "ADF Duplex", NULL};
static const char *const modes[] = {"True Gray", "24bit Color", NULL};
static const Word resolutions[] = {3, 150, 300, 600};
static const Range sizes = {0, FIXED(216), 0};

enum { COUNT, SOURCE, MODE, RESOLUTION, TL_X, TL_Y, BR_X, BR_Y, OPTIONS };
static const Option options[OPTIONS] = {
  {"", "Number of options", "", TYPE_INT, UNIT_NONE, sizeof(Word), 4, 0, NULL},
  {"source", "Source", "", TYPE_STRING, UNIT_NONE, 32, SETTABLE, STRING_LIST, sources},
  {"mode", "Mode", "", TYPE_STRING, UNIT_NONE, 32, SETTABLE, STRING_LIST, modes},
  {"resolution", "Resolution", "", TYPE_INT, UNIT_DPI, sizeof(Word), SETTABLE, WORD_LIST, resolutions},
  {"tl-x", "Left", "", TYPE_FIXED, UNIT_MM, sizeof(Word), SETTABLE, RANGE, &sizes},
  {"tl-y", "Top", "", TYPE_FIXED, UNIT_MM, sizeof(Word), SETTABLE, RANGE, &sizes},
  {"br-x", "Right", "", TYPE_FIXED, UNIT_MM, sizeof(Word), SETTABLE, RANGE, &sizes},
  {"br-y", "Bottom", "", TYPE_FIXED, UNIT_MM, sizeof(Word), SETTABLE, RANGE, &sizes},
};

static char source[32], mode[32];
static Word words[OPTIONS];
static int side;
static long offset;
static volatile int cancelled;
static struct { int sheets, fail_page, fail_status, short_page, hang_page, crash_page, slow_us; } script;

static void read_script(void) {
  memset(&script, 0, sizeof script);
  script.sheets = 5;
  const char *path = getenv("SCRIPTED_SANE_FILE");
  FILE *file = path ? fopen(path, "r") : NULL;
  if (!file) return;
  char name[32];
  int value;
  while (fscanf(file, "%31s %d", name, &value) == 2) {
    if (!strcmp(name, "sheets")) script.sheets = value;
    if (!strcmp(name, "fail_page")) script.fail_page = value;
    if (!strcmp(name, "fail_status")) script.fail_status = value;
    if (!strcmp(name, "short_page")) script.short_page = value;
    if (!strcmp(name, "hang_page")) script.hang_page = value;
    if (!strcmp(name, "crash_page")) script.crash_page = value;
    if (!strcmp(name, "slow_us")) script.slow_us = value;
  }
  fclose(file);
}

static long bytes_per_line(void) { return (long)(words[BR_X] / 65536.0 / 25.4 * words[RESOLUTION]) * (mode[0] == 'T' ? 1 : 3); }
static long lines(void) { return (long)(words[BR_Y] / 65536.0 / 25.4 * words[RESOLUTION]); }

Status sane_scripted_init(Word *version, void *authorize) { (void)authorize; if (version) *version = 1 << 24; return GOOD; }
void sane_scripted_exit(void) {}

Status sane_scripted_get_devices(const Device ***list, Word local_only) {
  static const Device device = {"device", "Scripted", "ADF-1", "sheetfed scanner"};
  static const Device *devices[] = {&device, NULL};
  (void)local_only;
  *list = devices;
  return GOOD;
}

Status sane_scripted_open(const char *name, void **handle) {
  if (name[0] && strcmp(name, "device")) return INVAL;
  strcpy(source, sources[0]);
  strcpy(mode, modes[1]);
  words[RESOLUTION] = 300;
  words[TL_X] = words[TL_Y] = 0;
  words[BR_X] = words[BR_Y] = FIXED(100);
  side = 0;
  cancelled = 0;
  *handle = &side;
  return GOOD;
}
void sane_scripted_close(void *handle) { (void)handle; }

const Option *sane_scripted_get_option_descriptor(void *handle, Word index) {
  (void)handle;
  return index >= 0 && index < OPTIONS ? &options[index] : NULL;
}

Status sane_scripted_control_option(void *handle, Word index, int action, void *value, Word *info) {
  (void)handle;
  if (info) *info = 0;
  if (index < 0 || index >= OPTIONS || action > SET) return INVAL;
  char *text = index == SOURCE ? source : index == MODE ? mode : NULL;
  words[COUNT] = OPTIONS;
  if (action == GET) {
    if (text) strcpy(value, text); else *(Word *)value = words[index];
    return GOOD;
  }
  if (info) *info = INFO_RELOAD_PARAMS;
  if (text) { snprintf(text, 32, "%s", (const char *)value); return GOOD; }
  Word wanted = *(Word *)value;
  /* Like many devices: takes what it can do best, and says so. */
  if (index == RESOLUTION && wanted != 150 && wanted != 300 && wanted != 600) { wanted = 300; if (info) *info |= INFO_INEXACT; }
  words[index] = wanted;
  return GOOD;
}

Status sane_scripted_get_parameters(void *handle, Parameters *parameters) {
  (void)handle;
  const int is_gray = mode[0] == 'T';
  parameters->format = is_gray ? 0 : 1;
  parameters->last_frame = 1;
  parameters->bytes_per_line = (Word)bytes_per_line();
  parameters->pixels_per_line = (Word)(bytes_per_line() / (is_gray ? 1 : 3));
  parameters->lines = (Word)lines();
  parameters->depth = 8;
  return GOOD;
}

Status sane_scripted_start(void *handle) {
  (void)handle;
  read_script();
  const int is_feeder = strcmp(source, "Flatbed") != 0;
  const int sides = script.sheets * (strcmp(source, "ADF Duplex") ? 1 : 2);
  if (is_feeder && side >= sides) return NO_DOCS;
  side++;
  offset = 0;
  cancelled = 0;
  return GOOD;
}

Status sane_scripted_read(void *handle, unsigned char *data, Word max_length, Word *length) {
  (void)handle;
  const long total = bytes_per_line() * lines();
  const int is_halfway = offset >= total / 2;
  *length = 0;
  if (cancelled) return CANCELLED;
  if (script.slow_us) usleep((useconds_t)script.slow_us);
  if (is_halfway && script.crash_page == side) raise(SIGSEGV);
  while (is_halfway && script.hang_page == side) usleep(10000);
  if (is_halfway && script.fail_page == side) return script.fail_status;
  if (offset >= total || (is_halfway && script.short_page == side)) return END_OF_FILE;
  long count = total - offset;
  if (count > max_length) count = max_length;
  if (count > 32768) count = 32768;
  memset(data, (side * 20) & 255, (size_t)count);
  offset += count;
  *length = (Word)count;
  return GOOD;
}

void sane_scripted_cancel(void *handle) { (void)handle; cancelled = 1; }
Status sane_scripted_set_io_mode(void *handle, Word non_blocking) { (void)handle; return non_blocking ? UNSUPPORTED : GOOD; }
Status sane_scripted_get_select_fd(void *handle, Word *fd) { (void)handle; (void)fd; return UNSUPPORTED; }
