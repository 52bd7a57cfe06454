package org.stillcall.bill;

/** What a carrier counts: every call's length is rounded up to whole ones of these. */
public enum Rounding {
    MINUTE(60),
    SIX_SECONDS(6),
    SECOND(1);

    private final int seconds;

    Rounding(int seconds) {
        this.seconds = seconds;
    }

    /** Rounded up. */
    public long billed(long seconds) {
        return (seconds + this.seconds - 1) / this.seconds * this.seconds;
    }
}
