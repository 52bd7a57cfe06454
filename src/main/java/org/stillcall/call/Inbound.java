package org.stillcall.call;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.store.PersonId;
import org.stillcall.trunk.PilotNumber;

/** What takes calls to numbers that are published. Loop thread only. */
public interface Inbound {
    /** The published numbers; none of them is ever leased. */
    List<PilotNumber> numbers();

    /**
     * Somebody calls one of them.
     *
     * @return who hears their line; null when it was refused at once
     */
    CallerLine.@Nullable Ear called(PilotNumber number, CallerLine line);

    /** The numbers of one person each. */
    default List<Switchboard.DirectView> directs() {
        return List.of();
    }

    /** The number that the staff call, from phones of ours too; null for none. */
    default @Nullable PilotNumber forStaff() {
        return null;
    }

    /** Whether that programme has a published line. */
    default boolean isPublished(Label programme) {
        return false;
    }

    /**
     * Somebody calls back the number that a call showed to them; its advocate has left the phone, and the programme's
     * published line is to take it.
     *
     * @return who hears their line; null when it was refused at once
     */
    default CallerLine.@Nullable Ear comesBack(Back back, CallerLine line) {
        line.refuse(404);
        return null;
    }

    /**
     * Of which call somebody comes back.
     *
     * @param person its advocate, who is rung first; null where they are not known by their page
     * @param phone its advocate's, where it is a configured one
     */
    record Back(
            Label programme,
            @Nullable PersonId person,
            @Nullable Label phone) {
        @Override
        public String toString() {
            return "Back";
        }
    }

    /** How each published line stands. */
    List<LineView> views();

    /** An end of the whole: nobody waits any longer. */
    void endAll();

    /** Nobody takes any. */
    Inbound NONE = new Inbound() {
        @Override
        public List<PilotNumber> numbers() {
            return List.of();
        }

        @Override
        public CallerLine.@Nullable Ear called(PilotNumber number, CallerLine line) {
            line.refuse(404);
            return null;
        }

        @Override
        public List<LineView> views() {
            return List.of();
        }

        @Override
        public void endAll() {
            // nobody is there
        }

        @Override
        public String toString() {
            return "Inbound";
        }
    };
}
