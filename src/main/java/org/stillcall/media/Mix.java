package org.stillcall.media;

import static org.stillcall.base.Contract.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Three legs that hear each other, each without itself: every 20 ms what they said is decoded, added up and made into
 * packets of each leg's own. A leg leaves when it is connected elsewhere, disconnected or closed; the others go on.
 * Media thread only.
 */
final class Mix extends Paced {
    private final List<Seat> seats = new ArrayList<>(MediaLimits.MIXED_LEGS);
    private final int[] sum = new int[JitterBuffer.STEP];

    /** One leg's place in it. */
    static final class Seat {
        private final Mix mix;
        private final LegAudio leg;
        private final JitterBuffer buffer = new JitterBuffer();
        private final short[] said = new short[JitterBuffer.STEP];
        private boolean flows;

        private Seat(Mix mix, LegAudio leg) {
            this.mix = mix;
            this.leg = leg;
        }

        void hear(RtpPacket packet) {
            buffer.write(packet.data, packet.payloadOffset, packet.payloadLength, packet.law(), packet.timestamp);
        }

        void leave() {
            mix.seats.remove(this);
            buffer.forget();
            Arrays.fill(said, (short) 0);
            Arrays.fill(mix.sum, 0);
        }
    }

    /** A place for one more leg; null when all are taken. */
    @Nullable
    Seat seat(LegAudio leg) {
        if (seats.size() >= MediaLimits.MIXED_LEGS) {
            return null;
        }
        Seat seat = new Seat(this, leg);
        seats.add(seat);
        return seat;
    }

    @Override
    boolean paced() {
        return seats.size() > 1;
    }

    @Override
    void step(long now) {
        stepped(now);
        check(seats.size() <= MediaLimits.MIXED_LEGS, "A mix has a bounded number of legs.");
        Arrays.fill(sum, 0);
        for (int place = 0; place < seats.size(); place++) {
            Seat seat = seats.get(place);
            seat.buffer.read(seat.said);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += seat.said[i];
            }
        }
        for (int place = 0; place < seats.size(); place++) {
            Seat seat = seats.get(place);
            seat.flows = seat.leg.say(sum, seat.said, !seat.flows, now);
        }
    }

    /** Codes what all say but one, with the loudest that there is where it would be louder. */
    static void code(int[] all, short[] own, Law law, byte[] out, int at) {
        for (int i = 0; i < all.length; i++) {
            int others = Math.clamp(all[i] - own[i], Short.MIN_VALUE, Short.MAX_VALUE);
            out[at + i] = law == Law.ULAW ? G711.toULaw(others) : G711.toALaw(others);
        }
    }
}
