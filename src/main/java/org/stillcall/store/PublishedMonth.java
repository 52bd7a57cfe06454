package org.stillcall.store;

import java.time.YearMonth;

/** What may be shown of a month's counts, in the console's own form. */
public record PublishedMonth(YearMonth month, String shown) {}
