package org.stillcall.store;

import java.time.LocalDate;
import org.stillcall.base.Label;

/**
 * What is kept of a test call.
 *
 * @param mode what a call by that trunk was to show: a word of the caller's
 * @param passed whether it showed that and nothing else
 */
public record StoredProbe(Label trunk, Label mode, boolean passed, LocalDate day) {}
