package org.stillcall.bill;

/** What a check has to say, and what to do about it. */
public enum Remark {
    CALLS_AGREE(Level.GREEN, "The number of calls agrees."),
    CALLS_NEAR(
            Level.AMBER,
            "The number of calls differs a little. Calls around midnight at the month’s end may stand in another"
                    + " month."),
    MORE_CALLS(
            Level.RED,
            "The bill has calls that this system did not make. Ask the carrier from where they came, and change the"
                    + " trunk’s password today."),
    FEWER_CALLS(
            Level.RED,
            "The bill has fewer calls than this system made. Check that it is the whole bill of this line, then ask the"
                    + " carrier."),
    NO_CALLS(Level.RED, "The bill has no call of ours in this month. Check the month, the line and the columns."),
    MINUTES_AGREE(Level.GREEN, "The minutes agree."),
    MINUTES_NEAR(
            Level.AMBER,
            "The minutes differ a little. Ask the carrier how it rounds, and set ‘billed_by’ of this line to that."),
    MINUTES_DIFFER(
            Level.RED,
            "The minutes differ by more than rounding explains. Ask the carrier for the lengths of its calls."),
    COST_AGREES(Level.GREEN, "The cost agrees with the price."),
    COST_NEAR(
            Level.AMBER,
            "The cost differs a little from the price. Some calls may have another price: abroad, or mobiles."),
    COST_DIFFERS(Level.RED, "The cost does not fit the price. Ask the carrier which price it took."),
    COST_UNKNOWN(Level.GREEN, "The cost was not compared: no column or no price was given."),
    UNANSWERED_CHARGED(
            Level.AMBER, "Calls that nobody answered were charged. Ask the carrier whether that was agreed."),
    UNREAD(
            Level.AMBER,
            "Some lines were not understood. A line of sums at the end is one of them; if there are many, check the"
                    + " columns."),
    NOT_COUNTED(
            Level.AMBER,
            "This system counted no call on this line in this month, so nothing can be compared. Counting began later,"
                    + " or another line was used.");

    private final Level level;
    private final String sentence;

    Remark(Level level, String sentence) {
        this.level = level;
        this.sentence = sentence;
    }

    /** How good that is. */
    public enum Level {
        GREEN,
        AMBER,
        RED
    }

    public Level level() {
        return level;
    }

    public String sentence() {
        return sentence;
    }
}
