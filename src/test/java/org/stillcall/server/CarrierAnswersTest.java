package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.trunk.CarrierRecord;
import org.stillcall.trunk.CarrierRecord.Answer;

/** What a carrier answered about its records, in a configuration (G12). */
class CarrierAnswersTest {
    private static final String START = SmallFile.START + """
            [[trunk]]
            name = "carrier"
            host = "192.0.2.64"
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void secrets() {
        SmallFile.secret(folder, "token", "the-token");
    }

    private SettingsReader.Reading read(String answers) throws IOException {
        return SmallFile.read(
                folder,
                START
                        + answers
                        + Excused.weaker("trunk.carrier.transport", "trunk.carrier.media", "trunk.carrier.test_calls"));
    }

    private CarrierRecord said(String answers) throws IOException {
        Settings settings = assertInstanceOf(SettingsReader.Reading.Good.class, read(answers))
                .settings();
        return settings.carriers().getFirst().trunk().said();
    }

    private List<String> faults(String answers) throws IOException {
        return assertInstanceOf(SettingsReader.Reading.Faulty.class, read(answers)).faults().stream()
                .map(Fault::toString)
                .toList();
    }

    @Test
    void answers_areRead_andWhatIsMissingIsUnknown() throws IOException {
        assertEquals(CarrierRecord.UNASKED, said(""));
        assertEquals(
                new CarrierRecord(
                        Answer.NO,
                        Optional.of(30),
                        Answer.YES,
                        Answer.UNKNOWN,
                        Answer.NO,
                        Answer.YES,
                        Optional.of(LocalDate.of(2026, 10, 1))),
                said("asked_on = \"2026-10-01\"\nmarketing_use = \"no\"\nkeeps_days = 30\nitemised_bills = \"yes\"\n"
                        + "emergency_calls = \"no\"\ntoll_free_sees = \"yes\"\n"));
    }

    @Test
    void answerThatIsNone_isAFaultWithItsLine() throws IOException {
        assertEquals(
                List.of("line 21: 'asked_on' has to be a day between quotes, such as \"2026-10-01\"."),
                faults("asked_on = \"1 October\"\n"));
        assertEquals(1, faults("marketing_use = \"never\"\n").size());
        assertEquals(1, faults("keeps_days = -1\n").size());
        assertEquals(1, faults("second_factor = true\n").size());
    }
}
