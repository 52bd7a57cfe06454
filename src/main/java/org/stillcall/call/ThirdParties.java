package org.stillcall.call;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;

/**
 * Whoever joins a call beside its advocate and its survivor (P5): an interpreter, or a colleague who may take it over.
 * One at a time. They learn for which programme and language they are asked, and nothing of whom. Any thread may ask.
 */
public interface ThirdParties {
    /**
     * Whether a call in progress is of whoever is signed in at that device: nobody else brings anybody into it, so that
     * nobody listens whom its advocate did not ask.
     *
     * @param device its opaque name
     */
    boolean isOf(String call, String device);

    /** Rings whoever is to join a call in which people talk. */
    Answer ask(String call, Whom whom);

    /** Rings them no longer, or ends their leg; the call goes on. */
    Answer letGo(String call);

    /** Has a voice say to all three who is on the line. */
    Answer tell(String call);

    /** The colleague on the line becomes the call's advocate, and whoever was leaves. */
    HandOver handOver(String call);

    /** The configured interpreters. */
    List<InterpreterView> interpreters();

    /** What they are in the call. */
    enum Role {
        COLLEAGUE,
        INTERPRETER
    }

    /** Whom to ask. */
    sealed interface Whom {
        /** A colleague by the page of their device. */
        record Page(String device) implements Whom {
            @Override
            public String toString() {
                return "Page";
            }
        }

        /** A colleague at a configured desk phone. */
        record Desk(Label name) implements Whom {}

        record Interpreter(Label name) implements Whom {}
    }

    /** Where they stand; from the third on they are gone, and another one may be asked. */
    enum Stage {
        RINGING,
        JOINED,
        LEFT,
        BUSY,
        REFUSED,
        NO_ANSWER,
        UNREACHABLE;

        boolean gone() {
            return this != RINGING && this != JOINED;
        }
    }

    /**
     * As the advocate sees them.
     *
     * @param language of an interpreter
     */
    record Third(Role role, Stage stage, Optional<Label> language) {}

    /** What came of a wish. */
    enum Answer {
        DONE,
        NO_SUCH_CALL,
        /** Nobody talks, the advocate holds, a machine must not hear anybody, or it fits nobody who is there. */
        NOT_NOW,
        ONE_ALREADY,
        /** Too many were asked in this call. */
        TOO_OFTEN,
        UNREACHABLE,
        BUSY
    }

    /** What came of a hand-over. */
    sealed interface HandOver {
        /**
         * It goes on with the colleague.
         *
         * @param call its name from now on, which whoever handed it over does not know
         * @param device the colleague's, where their page is the phone
         */
        record Done(String call, @Nullable String device) implements HandOver {
            @Override
            public String toString() {
                return "Done";
            }
        }

        record Refused(Answer why) implements HandOver {}
    }

    /** An interpreter who may be asked. */
    record InterpreterView(Label name, boolean free, Label language) {}
}
