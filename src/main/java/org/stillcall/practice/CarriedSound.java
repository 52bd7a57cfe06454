package org.stillcall.practice;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.media.Flow;
import org.stillcall.media.MediaListener;
import org.stillcall.media.Negotiation;
import org.stillcall.media.RtpLeg;
import org.stillcall.media.SecureMedia;
import org.stillcall.sip.Slice;

/**
 * The sound of a call that is carried on: made anew by the carrier, or left to the two ends. Says of the customer what
 * the carrier's faults make it say. Loop thread only.
 */
final class CarriedSound implements AutoCloseable {
    private static final MediaListener NOBODY = new MediaListener() {};

    private final @Nullable RtpLeg from;
    private final @Nullable RtpLeg to;
    private final byte[] offer;
    private final byte[] answer;
    private final @Nullable TellingReports reports;

    private CarriedSound(
            @Nullable RtpLeg from, @Nullable RtpLeg to, byte[] offer, byte[] answer, @Nullable TellingReports reports) {
        this.from = from;
        this.to = to;
        this.offer = offer;
        this.answer = answer;
        this.reports = reports;
    }

    /** Null when there is no port, or the caller's description is not understood. */
    static @Nullable CarriedSound open(PracticeCarrier.Means means, Slice theirs, Set<Fault> faults) {
        if (faults.contains(Fault.STAYS_OUT_OF_THE_SOUND)) {
            return new CarriedSound(null, null, bytes(theirs), new byte[0], null);
        }
        RtpLeg from = means.media().open(NOBODY);
        RtpLeg to = means.media().open(NOBODY);
        Negotiation agreed = from == null
                ? null
                : from.answerTo(SecureMedia.PLAIN, theirs.memory(), theirs.start(), theirs.length());
        if (to == null || !(agreed instanceof Negotiation.Answer answer)) {
            close(from);
            close(to);
            return null;
        }
        TellingReports reports =
                faults.contains(Fault.NAMES_CUSTOMER_IN_REPORTS) ? TellingReports.open(means.loop()) : null;
        String offer = new String(to.offer(SecureMedia.PLAIN).bytes(), StandardCharsets.US_ASCII);
        if (faults.contains(Fault.NAMES_CUSTOMER_IN_DESCRIPTION)) {
            offer = offer.replace("o=- ", "o=" + PracticeNumbers.ACCOUNT + " ");
        }
        offer += reports == null ? "" : reports.line();
        return new CarriedSound(
                from,
                to,
                offer.getBytes(StandardCharsets.US_ASCII),
                answer.body().bytes(),
                reports);
    }

    /** What the called side is offered. */
    byte[] offer() {
        return offer;
    }

    /** The called side answered so; what the caller is answered. */
    byte[] answered(Slice sdp) {
        if (from == null || to == null) {
            return bytes(sdp);
        }
        to.answered(sdp.memory(), sdp.start(), sdp.length());
        from.connect(to, Flow.BOTH);
        if (reports != null) {
            reports.begin(sdp);
        }
        return answer;
    }

    private static byte[] bytes(Slice slice) {
        byte[] bytes = new byte[slice.length()];
        MemorySegment.copy(slice.memory(), ValueLayout.JAVA_BYTE, slice.start(), bytes, 0, bytes.length);
        return bytes;
    }

    @Override
    public void close() {
        close(from);
        close(to);
        if (reports != null) {
            reports.close();
        }
    }

    private static void close(@Nullable RtpLeg leg) {
        if (leg != null) {
            leg.close();
        }
    }

    @Override
    public String toString() {
        return "CarriedSound";
    }
}
