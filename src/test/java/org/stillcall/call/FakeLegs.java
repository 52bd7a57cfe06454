package org.stillcall.call;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.stillcall.base.Digits;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.Invitation;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.ReleaseCause;
import org.stillcall.sip.Slice;

/** A stack whose peers are moved by hand. It notes what each leg was told, and reads no number. */
final class FakeLegs implements Legs {
    final List<FakeLeg> legs = new ArrayList<>();

    @Override
    public Leg invite(Invitation invitation, LegListener listener) {
        FakeLeg leg = new FakeLeg(invitation, listener);
        legs.add(leg);
        return leg;
    }

    FakeLeg last() {
        return legs.getLast();
    }

    /** One leg; {@code invitation} is null for one that dialled. */
    static final class FakeLeg implements Leg {
        final Invitation invitation;
        LegListener listener;
        final List<String> told = new ArrayList<>();
        int forgotten;
        boolean silent; // no ACK comes
        State state = State.TRYING;

        FakeLeg(Invitation invitation, LegListener listener) {
            this.invitation = invitation;
            this.listener = listener;
        }

        void rings() {
            if (state != State.ENDED) {
                listener.progressed(this, 180, Slice.EMPTY);
            }
        }

        void sounds() {
            if (state != State.ENDED) {
                listener.progressed(this, 183, FakeMedia.description());
            }
        }

        void answers() {
            if (state != State.ENDED) {
                state = State.CONFIRMED;
                listener.answered(this, FakeMedia.description());
            }
        }

        /** A 200 whose answer came with an earlier reliable response. */
        void answersWithoutDescription() {
            if (state != State.ENDED) {
                state = State.CONFIRMED;
                listener.answered(this, Slice.EMPTY);
            }
        }

        void fails(LegFailure.Kind kind, int status) {
            if (state != State.ENDED) {
                state = State.ENDED;
                listener.failed(this, new LegFailure(kind, status, 0, false, 2000));
            }
        }

        /** A rejection with a Q.850 cause, before or after it rang. */
        void rejects(int status, int cause, boolean rang) {
            if (state != State.ENDED) {
                state = State.ENDED;
                listener.failed(this, new LegFailure(LegFailure.Kind.REJECTED, status, cause, rang, 2000));
            }
        }

        void hangsUp() {
            ends(new HangUp(HangUp.Kind.BYE, 0, 0));
        }

        /** Its network gives up on it. */
        void drops() {
            ends(new HangUp(HangUp.Kind.BYE, 41, 0));
        }

        void ends(HangUp how) {
            if (state != State.ENDED) {
                state = State.ENDED;
                listener.hungUp(this, how);
            }
        }

        @Override
        public State state() {
            return state;
        }

        @Override
        public void ring() {
            told.add("ring");
        }

        @Override
        public void progress(byte[] sdp) {
            told.add("progress " + new String(sdp, StandardCharsets.US_ASCII));
        }

        @Override
        public void answer(byte[] sdp) {
            told.add("answer");
            state = State.CONFIRMED;
            if (!silent) {
                listener.acknowledged(this);
            }
        }

        @Override
        public void refuse(int status) {
            if (state != State.ENDED) {
                told.add("refuse " + status);
                state = State.ENDED;
            }
        }

        @Override
        public void refuse(int status, ReleaseCause cause) {
            if (state != State.ENDED) {
                told.add("refuse " + status + " cause " + cause.code());
                state = State.ENDED;
            }
        }

        @Override
        public void reoffer(byte[] sdp) {
            told.add("reoffer");
        }

        @Override
        public void hangUp() {
            if (state != State.ENDED) {
                told.add("hang up");
                state = State.ENDED;
            }
        }

        @Override
        public void forget(Digits digits) {
            if (digits.erased()) {
                throw new AssertionError("the digits are needed to be forgotten");
            }
            forgotten++;
        }
    }
}
