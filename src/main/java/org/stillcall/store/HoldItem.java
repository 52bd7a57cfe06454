package org.stillcall.store;

/** The one thing that a hold is about. */
public record HoldItem(Kind kind, String id) {
    /** What may be held: what has an end of its own and hangs on nothing else. */
    public enum Kind {
        PLAN("plan"),
        MESSAGE("message");

        private final String table;

        Kind(String table) {
            this.table = table;
        }

        String table() {
            return table;
        }
    }

    public HoldItem {
        IdText.require(id);
    }

    public static HoldItem of(PlanId plan) {
        return new HoldItem(Kind.PLAN, plan.text());
    }

    public static HoldItem of(MessageId message) {
        return new HoldItem(Kind.MESSAGE, message.text());
    }
}
