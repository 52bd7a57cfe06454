package org.stillcall.trunk;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stillcall.trunk.CarrierRecord.Answer;

/**
 * How well a trunk keeps what it learns (G12): its encryption, which the switch demands call by call, and what its
 * carrier answered. Pure; the worst remark decides.
 *
 * @param remarks what keeps it from being better, the worst first
 */
public record TrunkGrade(List<Remark> remarks) {
    /** How good. */
    public enum Level {
        GOOD,
        FAIR,
        WEAK
    }

    /** What keeps a trunk from a better grade, in the sentence that a coordinator reads. */
    public enum Remark {
        SIGNALLING_CLEAR(Level.WEAK, "Signalling is not encrypted: who carries it reads whom you call."),
        SOUND_CLEAR(Level.WEAK, "Sound is not encrypted: who carries it can hear the call."),
        MARKETING(Level.WEAK, "The carrier uses call records for marketing. Choose another one."),
        ITEMISED(Level.WEAK, "Its bills list every call. Have that switched off."),
        KEEPS_LONG(Level.FAIR, "The carrier keeps call records for more than 90 days."),
        PASSWORD_ONLY(Level.FAIR, "A password alone opens its portal. Have a second factor switched on."),
        TOLL_FREE_SEES(
                Level.FAIR, "Toll-free lines that are called by it see its account's own number. Call none by it."),
        NO_EMERGENCY(Level.FAIR, "Calls for help by it reach nobody who sees your address. Call from a phone itself."),
        NOT_ASKED(Level.FAIR, "The carrier was not asked, or not within a year, what becomes of call records."),
        NOT_ANSWERED(Level.FAIR, "The carrier has not answered everything yet. Ask again.");

        private final Level level;
        private final String sentence;

        Remark(Level level, String sentence) {
            this.level = level;
            this.sentence = sentence;
        }

        public Level level() {
            return level;
        }

        /** For a screen. */
        public String sentence() {
            return sentence;
        }
    }

    private static final int LONG_DAYS = 90;

    public TrunkGrade {
        remarks = List.copyOf(remarks);
    }

    /** Of a trunk, on that day. */
    public static TrunkGrade of(Trunk trunk, LocalDate today) {
        Set<Remark> remarks = EnumSet.noneOf(Remark.class); // in their order, the worst first
        if (trunk.address().transport() != Trunk.Transport.TLS) {
            remarks.add(Remark.SIGNALLING_CLEAR);
        }
        if (trunk.media() != Trunk.MediaSecurity.SDES) {
            remarks.add(Remark.SOUND_CLEAR);
        }
        remarks.addAll(of(trunk.said(), today));
        return new TrunkGrade(List.copyOf(remarks));
    }

    private static Set<Remark> of(CarrierRecord said, LocalDate today) {
        Set<Remark> remarks = EnumSet.noneOf(Remark.class);
        if (said.marketing() == Answer.YES) {
            remarks.add(Remark.MARKETING);
        }
        if (said.itemised() == Answer.YES) {
            remarks.add(Remark.ITEMISED);
        }
        if (said.keepsDays().filter(days -> days > LONG_DAYS).isPresent()) {
            remarks.add(Remark.KEEPS_LONG);
        }
        if (said.secondFactor() == Answer.NO) {
            remarks.add(Remark.PASSWORD_ONLY);
        }
        if (said.tollFreeSees() == Answer.YES) {
            remarks.add(Remark.TOLL_FREE_SEES);
        }
        if (said.emergency() == Answer.NO) {
            remarks.add(Remark.NO_EMERGENCY);
        }
        if (!said.isFresh(today)) {
            remarks.add(Remark.NOT_ASKED);
        } else if (Stream.of(
                                said.marketing(),
                                said.itemised(),
                                said.secondFactor(),
                                said.emergency(),
                                said.tollFreeSees())
                        .anyMatch(answer -> answer == Answer.UNKNOWN)
                || said.keepsDays().equals(Optional.empty())) {
            remarks.add(Remark.NOT_ANSWERED);
        }
        return remarks;
    }

    public Level level() {
        return remarks.isEmpty() ? Level.GOOD : remarks.getFirst().level();
    }
}
