/*
 * A FAKE: the SANE backend "scripted", one device below the real libsane whose paper and faults are told by files, so that both
 * outlive the processes that die of them. SCRIPTED_SANE_FILE names the script, lines "name number", read again at every start:
 *   sheets 5        sheets in the feeder, when there is no pile
 *   fail_page 3     the page (side) on which reading fails, with
 *   fail_status 6   this SANE_Status
 *   short_page 3    the page that ends, with "end of file", after half of its lines
 *   hang_page 3     the page on which reading never returns, whatever is cancelled
 *   crash_page 3    the page on which the driver dies
 *   slow_us 1000    microseconds a read takes
 *   feed_us 1000    microseconds the drawing in of a sheet takes
 * Beside it may lie
 *   SCRIPT.pile     the numbers of the sheets in the feeder, the uppermost first; a sheet that is drawn in leaves it for good.
 *                   Its number is then in its picture: see the bars below. Without a pile side n is n * 20 in every sample.
 *   SCRIPT.faults   lines "step sheet side kind value". A fault happens once, at that step (list open set start read cancel close) of that
 *                   sheet (0: whichever) and side (0 front, 1 back, -1 whichever), and its line is gone. Kinds: status N, hang, crash,
 *                   kill, spin (good, but nothing, for ever), late N (milliseconds), short, excess, unknown (says not how many lines),
 *                   replug N (gone, and back as deviceN),
 *                   round (takes 200 dpi and does not say that it did)
 *   SCRIPT.happened when the last fault happened (written here)
 *   SCRIPT.address  the N of deviceN under which the device is found
 *   SCRIPT.looks    one byte for each look at that button (written here)
 *   SCRIPT.button   while it is there the button "scan" of the device is down
 *   SCRIPT.picture-N  raw samples that the sheet N of a pile shows, instead of its bars
 *   SCRIPT.picture  raw samples that every side shows, as far as they go: what a page costs depends on what is on it
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef int Word;
typedef int Status;
enum { GOOD = 0, UNSUPPORTED = 1, CANCELLED = 2, INVAL = 4, END_OF_FILE = 5, NO_DOCS = 7 };
enum { TYPE_BOOL = 0, TYPE_INT = 1, TYPE_FIXED = 2, TYPE_STRING = 3 };
enum { UNIT_NONE = 0, UNIT_MM = 3, UNIT_DPI = 4 };
enum { RANGE = 1, WORD_LIST = 2, STRING_LIST = 3 };
enum { GET = 0, SET = 1 };
enum { SETTABLE = 1 | 4, SENSOR = 2 | 4, INFO_INEXACT = 1, INFO_RELOAD_PARAMS = 4 };

typedef struct { Word min, max, quant; } Range;
typedef struct { const char *name, *title, *desc; int type, unit; Word size, cap; int constraint_type; const void *constraint; } Option;
typedef struct { const char *name, *vendor, *model, *type; } Device;
typedef struct { int format; Word last_frame, bytes_per_line, pixels_per_line, lines, depth; } Parameters;

#define FIXED(x) ((Word)((x) * 65536))

static const char *const sources[] = {"Flatbed", "ADF Front", "ADF Duplex", NULL};
static const char *const modes[] = {"True Gray", "24bit Color", NULL};
static const Word resolutions[] = {3, 150, 300, 600};
static const Range sizes = {0, FIXED(216), 0}, heights = {0, FIXED(356), 0};

enum { COUNT, SOURCE, MODE, RESOLUTION, TL_X, TL_Y, BR_X, BR_Y, BUTTON, OPTIONS };
static const Option options[OPTIONS] = {
  {"", "Number of options", "", TYPE_INT, UNIT_NONE, sizeof(Word), 4, 0, NULL},
  {"source", "Source", "", TYPE_STRING, UNIT_NONE, 32, SETTABLE, STRING_LIST, sources},
  {"mode", "Mode", "", TYPE_STRING, UNIT_NONE, 32, SETTABLE, STRING_LIST, modes},
  {"resolution", "Resolution", "", TYPE_INT, UNIT_DPI, sizeof(Word), SETTABLE, WORD_LIST, resolutions},
  {"tl-x", "Left", "", TYPE_FIXED, UNIT_MM, sizeof(Word), SETTABLE, RANGE, &sizes},
  {"tl-y", "Top", "", TYPE_FIXED, UNIT_MM, sizeof(Word), SETTABLE, RANGE, &heights},
  {"br-x", "Right", "", TYPE_FIXED, UNIT_MM, sizeof(Word), SETTABLE, RANGE, &sizes},
  {"br-y", "Bottom", "", TYPE_FIXED, UNIT_MM, sizeof(Word), SETTABLE, RANGE, &heights},
  {"scan", "Scan button", "", TYPE_BOOL, UNIT_NONE, sizeof(Word), SENSOR, 0, NULL},
};

static char source[32], mode[32];
static Word words[OPTIONS];
static int side;
static long offset;
static volatile int cancelled;
static int sheet, is_back, has_bars, is_gone, lies_about_lines, is_excess, is_short, is_spinning;
static struct { int sheets, fail_page, fail_status, short_page, hang_page, crash_page, slow_us, feed_us; } script;

static const char *beside(const char *suffix) {
  static char path[4096];
  const char *file = getenv("SCRIPTED_SANE_FILE");
  snprintf(path, sizeof path, "%s%s", file ? file : "/nonexistent", suffix);
  return path;
}

/* The file without its line number `gone`, put in its place in one go. */
static void drop_line(const char *path, int gone) {
  char next[4200], line[256];
  snprintf(next, sizeof next, "%s.next", path);
  FILE *from = fopen(path, "r"), *to = fopen(next, "w");
  for (int number = 0; from && to && fgets(line, sizeof line, from); number++) if (number != gone) fputs(line, to);
  if (from) fclose(from);
  if (to) fclose(to);
  rename(next, path);
}

static int has_pile(void) { return access(beside(".pile"), R_OK) == 0; }

/* The uppermost sheet, which then lies in the feeder no more; 0 when it is empty. */
static int draw_sheet(int is_taken) {
  int number = 0;
  char path[4096];
  snprintf(path, sizeof path, "%s", beside(".pile"));
  FILE *file = fopen(path, "r");
  if (!file) return 0;
  if (fscanf(file, "%d", &number) != 1) number = 0;
  fclose(file);
  if (number && is_taken) drop_line(path, 0);
  return number;
}

static int address(void) {
  int number = 0;
  FILE *file = fopen(beside(".address"), "r");
  if (file && fscanf(file, "%d", &number) != 1) number = 0;
  if (file) fclose(file);
  return number;
}

static void move_to(int number) {
  FILE *file = fopen(beside(".address"), "w");
  if (file) { fprintf(file, "%d\n", number); fclose(file); }
}

/* When the last fault happened, in milliseconds since 1970. */
static void note_time(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  FILE *file = fopen(beside(".happened"), "w");
  if (!file) return;
  fprintf(file, "%lld\n", (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000);
  fclose(file);
}

static void note_look(void) {
  FILE *file = fopen(beside(".looks"), "a");
  if (!file) return;
  fputc('.', file);
  fclose(file);
}

typedef struct { char kind[16]; int value; } Fault;

/* The fault that is due here, taken off the list. */
static int take_fault(const char *step, int at_sheet, int at_back, Fault *fault) {
  char path[4096], line[256], wanted_step[16];
  snprintf(path, sizeof path, "%s", beside(".faults"));
  FILE *file = fopen(path, "r");
  if (!file) return 0;
  int found = 0, wanted_sheet, wanted_side;
  for (int number = 0; !found && fgets(line, sizeof line, file); number++) {
    if (sscanf(line, "%15s %d %d %15s %d", wanted_step, &wanted_sheet, &wanted_side, fault->kind, &fault->value) != 5) continue;
    found = !strcmp(wanted_step, step) && (!wanted_sheet || wanted_sheet == at_sheet) && (wanted_side < 0 || wanted_side == at_back);
    if (found) drop_line(path, number);
  }
  fclose(file);
  if (found) note_time();
  return found;
}

/* What a fault of any step does: some never come back. Gives the status that the step is to answer; 0 when it goes on. */
static Status suffer(const Fault *fault) {
  if (!strcmp(fault->kind, "hang")) for (;;) usleep(10000);
  if (!strcmp(fault->kind, "crash")) raise(SIGSEGV);
  if (!strcmp(fault->kind, "kill")) raise(SIGKILL);
  if (!strcmp(fault->kind, "late")) usleep((useconds_t)fault->value * 1000);
  if (!strcmp(fault->kind, "replug")) { is_gone = 1; move_to(fault->value); return 9; }
  if (!strcmp(fault->kind, "short")) is_short = 1;
  if (!strcmp(fault->kind, "excess")) is_excess = 1;
  if (!strcmp(fault->kind, "unknown")) lies_about_lines = 1;
  if (!strcmp(fault->kind, "spin")) is_spinning = 1;
  return strcmp(fault->kind, "status") ? GOOD : fault->value;
}

static Status meet(const char *step) {
  Fault fault;
  return take_fault(step, sheet, is_back, &fault) ? suffer(&fault) : GOOD;
}

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
    if (!strcmp(name, "feed_us")) script.feed_us = value;
  }
  fclose(file);
}

static Word dpi(void) { return words[RESOLUTION]; }
static int channels(void) { return mode[0] == 'T' ? 1 : 3; }
static long bytes_per_line(void) { return (long)(words[BR_X] / 65536.0 / 25.4 * dpi()) * channels(); }
static long lines(void) { return (long)(words[BR_Y] / 65536.0 / 25.4 * dpi()); }

/* Sixteen bars from left to right, white for a one: the number of the sheet, doubled, and one more for its back. */
static unsigned char row[65535 * 3];
static void draw_bars(void) {
  const long width = bytes_per_line() < (long)sizeof row ? bytes_per_line() : (long)sizeof row;
  const int code = sheet * 2 + is_back;
  for (long x = 0; x < width; x++) row[x] = (code >> (x * 16 / width)) & 1 ? 235 : 20;
}

Status sane_scripted_init(Word *version, void *authorize) { (void)authorize; if (version) *version = 1 << 24; return GOOD; }
void sane_scripted_exit(void) {}

Status sane_scripted_get_devices(const Device ***list, Word local_only) {
  static char name[32];
  static Device device = {name, "Scripted", "ADF-1", "sheetfed scanner"};
  static const Device *devices[] = {&device, NULL};
  (void)local_only;
  const Status status = meet("list");
  if (status) return status;
  if (address()) snprintf(name, sizeof name, "device%d", address()); else strcpy(name, "device");
  *list = devices;
  return GOOD;
}

Status sane_scripted_open(const char *name, void **handle) {
  char present[32];
  if (address()) snprintf(present, sizeof present, "device%d", address()); else strcpy(present, "device");
  if (name[0] && strcmp(name, present)) return INVAL;
  sheet = is_back = is_gone = 0;
  const Status status = meet("open");
  if (status) return status;
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
void sane_scripted_close(void *handle) { (void)handle; meet("close"); }

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
  words[BUTTON] = access(beside(".button"), F_OK) == 0;
  if (index == BUTTON && action == GET) note_look();
  if (action == GET) {
    if (text) strcpy(value, text); else *(Word *)value = words[index];
    return GOOD;
  }
  if (info) *info = INFO_RELOAD_PARAMS;
  Fault fault = {"", 0};
  if (index == RESOLUTION && take_fault("set", 0, 0, &fault)) {
    const Status status = suffer(&fault);
    if (status) return status;
    if (!strcmp(fault.kind, "round")) { words[index] = 200; return GOOD; }
  }
  if (text) { snprintf(text, 32, "%s", (const char *)value); return GOOD; }
  Word wanted = *(Word *)value;
  /* Like many devices: takes what it can do best, and says so. */
  if (index == RESOLUTION && wanted != 150 && wanted != 300 && wanted != 600) { wanted = 300; if (info) *info |= INFO_INEXACT; }
  words[index] = wanted;
  return GOOD;
}

Status sane_scripted_get_parameters(void *handle, Parameters *parameters) {
  (void)handle;
  parameters->format = channels() == 1 ? 0 : 1;
  parameters->last_frame = 1;
  parameters->bytes_per_line = (Word)bytes_per_line();
  parameters->pixels_per_line = (Word)(bytes_per_line() / channels());
  parameters->lines = lies_about_lines ? -1 : (Word)lines();
  parameters->depth = 8;
  return GOOD;
}

/* What lies on this sheet of a pile alone. */
static FILE *sheet_picture;
static void open_sheet_picture(void) {
  char suffix[32];
  if (sheet_picture) fclose(sheet_picture);
  snprintf(suffix, sizeof suffix, ".picture-%d", sheet);
  sheet_picture = fopen(beside(suffix), "rb");
}

/* The next side: of the sheet that is in already, or of one that is drawn in now. */
static Status draw_in(void) {
  const int is_duplex = !strcmp(source, "ADF Duplex");
  const int is_second = is_duplex && sheet && !is_back;
  const int next = is_second ? sheet : draw_sheet(0);
  if (!next) return NO_DOCS;
  Fault fault = {"", 0};
  const int is_due = take_fault("start", next, is_second, &fault);
  /* Refused before it moves; anything but a jam. */
  if (is_due && !strcmp(fault.kind, "status") && fault.value != 6) return fault.value;
  if (!is_second) sheet = draw_sheet(1);
  is_back = is_second;
  if (script.feed_us) usleep((useconds_t)script.feed_us);
  return is_due ? suffer(&fault) : GOOD;
}

Status sane_scripted_start(void *handle) {
  (void)handle;
  read_script();
  const int is_feeder = strcmp(source, "Flatbed") != 0;
  const int sides = script.sheets * (strcmp(source, "ADF Duplex") ? 1 : 2);
  if (is_gone) return 9;
  is_short = is_excess = lies_about_lines = is_spinning = 0;
  has_bars = is_feeder && has_pile();
  if (has_bars) {
    const Status status = draw_in();
    if (status) return status;
  } else {
    if (is_feeder && side >= sides) return NO_DOCS;
    sheet = side + 1;
    const Status status = meet("start");
    if (status) return status;
    if (script.feed_us) usleep((useconds_t)script.feed_us);
  }
  side++;
  offset = 0;
  cancelled = 0;
  if (has_bars) { draw_bars(); open_sheet_picture(); }
  return GOOD;
}

static int show_from(FILE *file, unsigned char *data, long count) {
  return file && !fseek(file, offset, SEEK_SET) && fread(data, 1, (size_t)count, file) == (size_t)count;
}

/* Opened once: a bench scans many sides. */
static int show_picture(unsigned char *data, long count) {
  static FILE *file;
  static int is_known;
  if (!is_known) {
    char path[4096];
    const char *script_path = getenv("SCRIPTED_SANE_FILE");
    is_known = 1;
    snprintf(path, sizeof path, "%s.picture", script_path ? script_path : "");
    file = fopen(path, "rb");
  }
  return show_from(file, data, count);
}

static void paint(unsigned char *data, long count) {
  if (has_bars && show_from(sheet_picture, data, count)) return;
  if (show_picture(data, count)) return;
  if (!has_bars) { memset(data, (side * 20) & 255, (size_t)count); return; }
  const long width = bytes_per_line();
  for (long done = 0, x = offset % width; done < count; x = 0) {
    const long part = count - done < width - x ? count - done : width - x;
    memcpy(data + done, row + x, (size_t)part);
    done += part;
  }
}

Status sane_scripted_read(void *handle, unsigned char *data, Word max_length, Word *length) {
  (void)handle;
  const long total = bytes_per_line() * (lines() + (is_excess ? 5 : 0));
  const int is_halfway = offset >= total / 2;
  *length = 0;
  if (cancelled) return CANCELLED;
  if (is_gone) return 9;
  if (script.slow_us) usleep((useconds_t)script.slow_us);
  if (is_halfway) {
    const Status status = meet("read");
    if (status) return status;
  }
  if (is_spinning) return GOOD;
  if (is_halfway && script.crash_page == side) raise(SIGSEGV);
  while (is_halfway && script.hang_page == side) usleep(10000);
  if (is_halfway && script.fail_page == side) return script.fail_status;
  if (offset >= total || (is_halfway && (is_short || script.short_page == side))) return END_OF_FILE;
  long count = total - offset;
  if (count > max_length) count = max_length;
  if (count > 32768) count = 32768;
  paint(data, count);
  offset += count;
  *length = (Word)count;
  return GOOD;
}

/* The sheet that is in leaves the device. */
void sane_scripted_cancel(void *handle) { (void)handle; cancelled = 1; meet("cancel"); sheet = is_back = 0; }
Status sane_scripted_set_io_mode(void *handle, Word non_blocking) { (void)handle; return non_blocking ? UNSUPPORTED : GOOD; }
Status sane_scripted_get_select_fd(void *handle, Word *fd) { (void)handle; (void)fd; return UNSUPPORTED; }
