package org.stillcall.store;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that a coordinator should know of, until it is dismissed.
 *
 * @param about whose device or role it is about; null for what concerns the centre
 */
public record Alert(
        AlertId id,
        PersonId person,
        AlertKind kind,
        @Nullable PersonId about,
        LocalDate day) {}
