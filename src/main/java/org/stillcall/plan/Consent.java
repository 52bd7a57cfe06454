package org.stillcall.plan;

import static org.stillcall.base.Contract.require;

import java.time.LocalDate;

/** When something was agreed and through the end of which day it holds; outside of that it counts as never given. */
public record Consent(LocalDate given, LocalDate until) {
    public Consent {
        require(!until.isBefore(given), "A consent ends on the day it was given or later.");
    }
}
