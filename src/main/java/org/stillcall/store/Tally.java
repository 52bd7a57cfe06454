package org.stillcall.store;

import java.time.YearMonth;

/** How often something named happened in a month; of nobody. */
public record Tally(TallyName name, YearMonth month, long count) {}
