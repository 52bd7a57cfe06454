package org.stillcall.call;

import java.util.List;
import org.jspecify.annotations.Nullable;
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

    /** How each published line stands. */
    List<Switchboard.LineView> views();

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
        public List<Switchboard.LineView> views() {
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
