/**
 * What everything else stands on: limits, contracts, off-heap memory for a person's digits, randomness, the event
 * loop's shape and the log with its allow-list of fields.
 *
 * <p>Promises: a person's digits never become a {@code String}, never print, and are overwritten when closed. Never:
 * touches the network, the disk or a library. Who runs it: anyone; each type says whether threads may share it.
 * Limits: {@link org.stillcall.base.Limits}.
 */
@NullMarked
package org.stillcall.base;

import org.jspecify.annotations.NullMarked;
