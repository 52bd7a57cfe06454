package org.stillcall.duty;

import org.stillcall.store.PersonId;

/** Who may give one day of a shift to whom; a pure table. */
public final class Swaps {
    private Swaps() {}

    /** What is asked. */
    public sealed interface Asked {}

    /** Whoever has it would like a colleague to take it; they have it until then. */
    public record Offer(PersonId by) implements Asked {}

    /** They keep it after all. */
    public record Keep(PersonId by) implements Asked {}

    /** A colleague takes what is offered or open. */
    public record Take(PersonId by) implements Asked {}

    /** Whoever has it cannot: it is open at once. */
    public record GiveUp(PersonId by) implements Asked {}

    /** A coordinator decides. */
    public record Decide(Cover cover) implements Asked {}

    /** What comes of it. */
    public sealed interface Outcome {}

    public record Yes(Cover cover) implements Outcome {}

    public record No(Why why) implements Outcome {}

    /** Why not. */
    public enum Why {
        /** The shift does not take place then. */
        NOT_THERE,
        /** It is over. */
        OVER,
        /** It is not theirs. */
        NOT_YOURS,
        /** Somebody has it and does not offer it, or was faster. */
        TAKEN,
        /** There is no room to write it down, or it was changed meanwhile. */
        NOT_WRITTEN
    }

    static Outcome decide(Cover cover, Asked asked) {
        return switch (asked) {
            case Offer(PersonId by) -> isOf(cover, by) ? new Yes(new Cover.Offered(by)) : new No(Why.NOT_YOURS);
            case Keep(PersonId by) -> isOf(cover, by) ? new Yes(new Cover.Held(by)) : new No(Why.NOT_YOURS);
            case GiveUp(PersonId by) -> isOf(cover, by) ? new Yes(new Cover.Open()) : new No(Why.NOT_YOURS);
            case Take(PersonId by) -> take(cover, by);
            case Decide(Cover next) -> new Yes(next);
        };
    }

    private static Outcome take(Cover cover, PersonId by) {
        return switch (cover) {
            case Cover.Open() -> new Yes(new Cover.Held(by));
            case Cover.Offered(PersonId _) -> new Yes(new Cover.Held(by));
            case Cover.Held(PersonId person) -> person.equals(by) ? new Yes(cover) : new No(Why.TAKEN);
            case Cover.LeftOut() -> new No(Why.NOT_THERE);
        };
    }

    private static boolean isOf(Cover cover, PersonId person) {
        return switch (cover) {
            case Cover.Held(PersonId it) -> it.equals(person);
            case Cover.Offered(PersonId it) -> it.equals(person);
            case Cover.Open() -> false;
            case Cover.LeftOut() -> false;
        };
    }
}
