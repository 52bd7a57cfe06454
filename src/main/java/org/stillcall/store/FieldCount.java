package org.stillcall.store;

import java.time.LocalDate;
import java.util.Optional;

/** How much of a field there is at present, and a day before which none of it was made; no day where there is none. */
public record FieldCount(StoredField field, long count, Optional<LocalDate> oldestDay) {}
