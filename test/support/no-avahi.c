/*
 * LD_PRELOAD stub of libavahi-client for ippeveprinter, which refuses to start without a running Avahi although it is told
 * (-r off) not to announce itself. Every call succeeds and does nothing.
 */
#include <stddef.h>

static int nothing;

void *avahi_threaded_poll_new(void) { return &nothing; }
void *avahi_threaded_poll_get(void *poll) { (void)poll; return &nothing; }
int avahi_threaded_poll_start(void *poll) { (void)poll; return 0; }
int avahi_threaded_poll_stop(void *poll) { (void)poll; return 0; }
void avahi_threaded_poll_lock(void *poll) { (void)poll; }
void avahi_threaded_poll_unlock(void *poll) { (void)poll; }
void avahi_threaded_poll_free(void *poll) { (void)poll; }

void *avahi_client_new(const void *poll, int flags, void (*callback)(void *, int, void *), void *data, int *error) {
  (void)poll; (void)flags; (void)callback; (void)data;
  if (error) *error = 0;
  return &nothing;
}
void avahi_client_free(void *client) { (void)client; }
int avahi_client_errno(void *client) { (void)client; return 0; }
int avahi_client_get_state(void *client) { (void)client; return 2; /* running */ }

void *avahi_entry_group_new(void *client, void (*callback)(void *, int, void *), void *data) {
  (void)client; (void)callback; (void)data;
  return &nothing;
}
int avahi_entry_group_free(void *group) { (void)group; return 0; }
int avahi_entry_group_commit(void *group) { (void)group; return 0; }
int avahi_entry_group_reset(void *group) { (void)group; return 0; }
int avahi_entry_group_add_service_strlst(void *group, ...) { (void)group; return 0; }
int avahi_entry_group_add_service_subtype(void *group, ...) { (void)group; return 0; }
int avahi_entry_group_add_record(void *group, ...) { (void)group; return 0; }
int avahi_entry_group_update_service_txt_strlst(void *group, ...) { (void)group; return 0; }
