package org.stillcall.duty;

/** How much there may be; the next is refused. */
public final class DutyLimits {
    private DutyLimits() {}

    /** Bytes of a shift's, a reach's or a switch's text; more is no such text. */
    static final int TEXT_BYTES = 16_000;
    /** Days of one shift that differ from its pattern; another one is refused until older ones have passed. */
    public static final int CHANGED_DAYS = 200;
    /** Languages of one person. */
    public static final int LANGUAGES = 12;
    /** Phones of one person. */
    public static final int PHONES = 5;
    /** Weeks from one turn of a shift to the next. */
    public static final int WEEKS_APART = 8;
    /** How long somebody may be on without a shift, in hours. */
    public static final int HOURS_WITHOUT_SHIFT = 16;
    /** How far ahead turns are looked at, in days. */
    public static final int DAYS_AHEAD = 100;
}
