package org.stillcall.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.trunk.CarrierRecord.Answer;
import org.stillcall.trunk.Trunk.MediaSecurity;
import org.stillcall.trunk.Trunk.Transport;
import org.stillcall.trunk.TrunkGrade.Level;
import org.stillcall.trunk.TrunkGrade.Remark;

/** G12: what a trunk's encryption and its carrier's answers are worth. */
class TrunkGradeTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);
    private static final CarrierRecord BEST = new CarrierRecord(
            Answer.NO,
            Optional.of(30),
            Answer.NO,
            Answer.YES,
            Answer.YES,
            Answer.NO,
            Optional.of(LocalDate.of(2026, 2, 1)));

    private static TrunkGrade grade(Transport transport, MediaSecurity media, CarrierRecord said) {
        Trunk.Address address = new Trunk.Address("carrier.invalid", 5061, transport);
        return TrunkGrade.of(
                new Trunk(new Label("carrier"), address, media, null, 1, Trunkyard.headers(), said), TODAY);
    }

    private static TrunkGrade grade(CarrierRecord said) {
        return grade(Transport.TLS, MediaSecurity.SDES, said);
    }

    private static CarrierRecord asked(LocalDate day) {
        return new CarrierRecord(
                BEST.marketing(),
                BEST.keepsDays(),
                BEST.itemised(),
                BEST.secondFactor(),
                BEST.emergency(),
                BEST.tollFreeSees(),
                Optional.of(day));
    }

    @Test
    void encryptedTrunk_whoseCarrierAnsweredWell_isGood() {
        assertEquals(Level.GOOD, grade(BEST).level());
        assertEquals(List.of(), grade(BEST).remarks());
    }

    @Test
    void whatIsNotEncrypted_isWeak_whateverTheCarrierSays() {
        assertEquals(
                List.of(Remark.SIGNALLING_CLEAR, Remark.SOUND_CLEAR),
                grade(Transport.UDP, MediaSecurity.PLAIN, BEST).remarks());
        assertEquals(Level.WEAK, grade(Transport.TCP, MediaSecurity.PLAIN, BEST).level());
        assertEquals(
                List.of(Remark.SOUND_CLEAR),
                grade(Transport.TLS, MediaSecurity.PLAIN, BEST).remarks());
    }

    @Test
    void everyAnswer_countsForItself_andTheWorstDecides() {
        assertEquals(
                Level.WEAK,
                grade(new CarrierRecord(
                                Answer.YES, Optional.of(91), Answer.NO, Answer.NO, Answer.YES, Answer.NO, BEST.asked()))
                        .level());
        assertEquals(
                List.of(Remark.MARKETING, Remark.ITEMISED, Remark.KEEPS_LONG, Remark.PASSWORD_ONLY),
                grade(new CarrierRecord(
                                Answer.YES,
                                Optional.of(91),
                                Answer.YES,
                                Answer.NO,
                                Answer.YES,
                                Answer.NO,
                                BEST.asked()))
                        .remarks());
        assertEquals(
                List.of(Remark.KEEPS_LONG),
                grade(new CarrierRecord(
                                Answer.NO, Optional.of(91), Answer.NO, Answer.YES, Answer.YES, Answer.NO, BEST.asked()))
                        .remarks());
        assertEquals(
                Level.GOOD,
                grade(new CarrierRecord(
                                Answer.NO, Optional.of(90), Answer.NO, Answer.YES, Answer.YES, Answer.NO, BEST.asked()))
                        .level());
    }

    @Test
    void callsForHelp_andTollFreeOnes_areFairAtBestWhereTheyAreNotAsTheyShouldBe() {
        CarrierRecord poor = new CarrierRecord(
                Answer.NO, Optional.of(30), Answer.NO, Answer.YES, Answer.NO, Answer.YES, BEST.asked());
        assertEquals(
                List.of(Remark.TOLL_FREE_SEES, Remark.NO_EMERGENCY), grade(poor).remarks());
        assertEquals(Level.FAIR, grade(poor).level());
        for (CarrierRecord gap : List.of(
                new CarrierRecord(
                        Answer.NO, Optional.of(30), Answer.NO, Answer.YES, Answer.UNKNOWN, Answer.NO, BEST.asked()),
                new CarrierRecord(
                        Answer.NO, Optional.of(30), Answer.NO, Answer.YES, Answer.YES, Answer.UNKNOWN, BEST.asked()))) {
            assertEquals(List.of(Remark.NOT_ANSWERED), grade(gap).remarks());
        }
    }

    @Test
    void missingAnswer_isFairAtBest() {
        assertEquals(List.of(Remark.NOT_ASKED), grade(CarrierRecord.UNASKED).remarks());
        assertEquals(Level.FAIR, grade(CarrierRecord.UNASKED).level());
        for (CarrierRecord gap : List.of(
                new CarrierRecord(
                        Answer.UNKNOWN, Optional.of(30), Answer.NO, Answer.YES, Answer.YES, Answer.NO, BEST.asked()),
                new CarrierRecord(
                        Answer.NO, Optional.empty(), Answer.NO, Answer.YES, Answer.YES, Answer.NO, BEST.asked()),
                new CarrierRecord(
                        Answer.NO, Optional.of(30), Answer.UNKNOWN, Answer.YES, Answer.YES, Answer.NO, BEST.asked()),
                new CarrierRecord(
                        Answer.NO, Optional.of(30), Answer.NO, Answer.UNKNOWN, Answer.YES, Answer.NO, BEST.asked()))) {
            assertEquals(List.of(Remark.NOT_ANSWERED), grade(gap).remarks());
        }
    }

    @Test
    void answers_areGoodForAYear_andNotBeforeTheyWereGiven() {
        assertEquals(Level.GOOD, grade(asked(TODAY)).level());
        assertEquals(Level.GOOD, grade(asked(LocalDate.of(2025, 12, 2))).level());
        assertEquals(
                List.of(Remark.NOT_ASKED),
                grade(asked(LocalDate.of(2025, 12, 1))).remarks());
        assertEquals(List.of(Remark.NOT_ASKED), grade(asked(TODAY.plusDays(1))).remarks());
    }
}
