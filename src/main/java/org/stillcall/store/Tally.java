package org.stillcall.store;

import java.time.YearMonth;
import org.stillcall.base.Label;

/** How often something named happened in a month; of nobody. */
public record Tally(Label name, YearMonth month, long count) {}
