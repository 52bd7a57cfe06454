package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Label;
import org.stillcall.call.NotInService;
import org.stillcall.console.DeskMeans;
import org.stillcall.helpline.MessageRules;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.IdentityRule;
import org.stillcall.trunk.IdentityStrategy;
import org.stillcall.trunk.Trunk;

/** Configurations good and bad. Rows G7, G9, G24. */
class SettingsReaderTest {
    private static final String GOOD = """
            [server]
            data_dir = "data"
            token_file = "token"
            [sip]
            bind = "127.0.0.1"
            [media]
            [centre]
            region = "US"
            time_zone = "America/New_York"
            main_number = "+12025550100"
            numbers = ["+12025550180", { number = "+12025550181", caller_name = "Harbor Office" }]
            [[programme]]
            name = "helpline"
            windows = ["mon-fri 09:00-17:00", "sat 22:00-02:00"]
            [[phone]]
            name = "desk"
            kind = "sip"
            user = "desk"
            password_file = "desk.password"
            programme = "helpline"
            [[phone]]
            name = "front"
            kind = "address"
            address = "192.0.2.20"
            programme = "helpline"
            [[trunk]]
            name = "carrier"
            host = "127.0.0.64"
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void secrets() {
        Token.write(folder.resolve("token"), "the-token\n".getBytes(StandardCharsets.US_ASCII));
        Token.write(folder.resolve("desk.password"), "the-password\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void good_isReadWithItsDefaults() throws IOException {
        Settings settings = good(GOOD);
        assertEquals(8090, settings.server().httpPort());
        assertEquals(folder.resolve("data"), settings.server().data());
        assertEquals(5060, settings.sip().port());
        assertEquals("127.0.0.1", settings.sip().advertised());
        assertEquals(Duration.ofSeconds(20), settings.media().engine().silenceLimit());
        assertEquals(Duration.ofHours(24), settings.centre().lending().quarantine());
        assertEquals(1, settings.centre().lending().leasesPerNumber());
        assertEquals(2, settings.centre().pool().size());
        assertTrue(settings.centre().spokenRefusals());
        assertTrue(settings.centre().hangUpAtTone());
        String without = GOOD.replace("[centre]\n", "[centre]\nhang_up_at_tone = false\n")
                + Excused.weaker("centre.hang_up_at_tone");
        assertFalse(good(without).centre().hangUpAtTone());
        Settings.Programme programme = settings.programmes().getFirst();
        assertEquals(IdentityRule.ALWAYS_HIDDEN, programme.rule().identity());
        assertTrue(programme.rule().safeTimes().contains(Instant.parse("2026-01-05T14:00:00Z"))); // Monday 9:00
        assertFalse(programme.rule().safeTimes().contains(Instant.parse("2026-01-05T13:59:59Z")));
        assertTrue(programme.rule().safeTimes().contains(Instant.parse("2026-01-11T06:59:00Z"))); // into Sunday
        Settings.Carrier carrier = settings.carriers().getFirst();
        assertInstanceOf(IdentityStrategy.PrivacyHeaders.class, carrier.trunk().identity());
        assertTrue(carrier.sources().getFirst().contains(InetAddress.ofLiteral("127.0.0.64")));
        assertFalse(carrier.sources().getFirst().contains(InetAddress.ofLiteral("127.0.0.65")));
        assertEquals(Settings.NumberFormat.PLUS, carrier.numbers().format());
        assertEquals(NotInService.NOT_FOUND, carrier.numbers().notInService());
        assertEquals(new DroppedRule.Never(), programme.rule().dropped());
        assertFalse(settings.toString().contains("the-password"));
    }

    @Test
    void planDays_areAMonthAndHalfAYear_orWhatTheCentreChose() throws IOException {
        assertEquals(new Keeping.PlanDays(14, 60), planDays("plan_days = 14\nplan_days_at_most = 60"));
        assertEquals(
                new Keeping.PlanDays(30, 366),
                planDays("plan_days_at_most = 366" + Excused.weaker("console.plan_days_at_most")));
        assertEquals(new Keeping.PlanDays(10, 10), planDays("plan_days_at_most = 10"), "no longer than it may");
        assertEquals(
                List.of("line 30: 'plan_days' has to be a whole number from 1 to 60, without quotes."),
                sentences(GOOD + "[console]\nplan_days = 61\nplan_days_at_most = 60\n"));
        assertEquals(
                List.of("line 30: 'plan_days_at_most' has to be a whole number from 1 to 366, without quotes."),
                sentences(GOOD + "[console]\nplan_days_at_most = 367\n"));
    }

    @Test
    void messages_areThreeMinutesAndAFortnight_orWhatTheCentreChose() throws IOException {
        assertEquals(MessageRules.STANDARD, good(GOOD).keeping().messages());
        assertEquals(
                new MessageRules(60, 5, Duration.ofDays(3)),
                good(GOOD + "[messages]\nlongest = \"1m\"\nsilence = \"5s\"\ndays = 3\n")
                        .keeping()
                        .messages());
        assertEquals(
                new MessageRules(10, 10, Duration.ofDays(14)),
                good(GOOD + "[messages]\nlongest = \"10s\"\n").keeping().messages(),
                "no longer silence than it is long");
        assertEquals(1, sentences(GOOD + "[messages]\nlongest = \"11m\"\n").size());
        assertEquals(
                List.of("line 30: 'days' has to be a whole number from 1 to 90, without quotes."),
                sentences(GOOD + "[messages]\ndays = 91\n"));
    }

    private Keeping.PlanDays planDays(String lines) throws IOException {
        return good(GOOD + "[console]\n" + lines + "\n").keeping().console().planDays();
    }

    @Test
    void faults_areAllNamedWithTheirLines() throws IOException {
        String bad = GOOD.replace("data_dir = \"data\"", "data_dir = \"data\"\nhttp_prot = 80")
                .replace("bind = \"127.0.0.1\"", "bind = \"host.example\"")
                .replace("region = \"US\"", "region = \"USA\"")
                .replace("\"mon-fri 09:00-17:00\"", "\"mon-fri 9-17\"")
                .replace("kind = \"sip\"", "kind = \"spi\"")
                .replace("programme = \"helpline\"\n[[trunk]]", "programme = \"helplin\"\n[[trunk]]");
        assertEquals(
                List.of(
                        "line 3: 'http_prot' is not known in [server]. Did you mean 'http_port'?",
                        "line 6: 'bind' has to be an IP address, not a name.",
                        "line 9: 'region' has to be a country's two letters, such as \"US\" or \"GB\".",
                        "line 15: An entry of 'windows' is not a window such as \"mon-fri 09:00-17:00\".",
                        "line 18: 'kind' has to be one of: sip, address, mobile. Did you mean 'sip'?",
                        "line 26: 'programme' names none of the [[programme]] in this file."),
                sentences(bad));
    }

    @Test
    void browserPort_isBesideTheOthers() throws IOException {
        assertEquals(19_999, good(GOOD).media().browserPort());
        assertEquals(
                1024 + 3,
                good(GOOD.replace("[media]", "[media]\nfirst_port = 1024\nlast_port = 1026"))
                        .media()
                        .browserPort());
        assertEquals(
                0,
                good(GOOD.replace("[media]", "[media]\nbrowser_port = 0"))
                        .media()
                        .browserPort());
        for (int port : new int[] {20_000, 39_999, 1023}) {
            assertEquals(
                    List.of("line 7: 'browser_port' has to be 0, or a port from 1024 on outside 'first_port' to"
                            + " 'last_port'."),
                    sentences(GOOD.replace("[media]", "[media]\nbrowser_port = " + port)));
        }
    }

    @Test
    void phone_namedAsThePageItself_isAFault() throws IOException {
        assertEquals(
                List.of("line 16: \"browser\" is the name of the page itself as a phone. Choose another."),
                sentences(GOOD.replace("name = \"desk\"", "name = \"browser\"")));
    }

    @Test
    void whatIsMissing_isNamedWithItsTable() throws IOException {
        assertEquals(
                List.of(
                        "There is no [[programme]] in it; at least one is needed.",
                        "There is no [[phone]] in it; at least one is needed.",
                        "There is no [[trunk]] in it; at least one is needed."),
                sentences("[server]\ndata_dir = \"d\"\n[sip]\nbind = \"127.0.0.1\"\n[centre]\nregion = \"US\"\n"
                        + "time_zone = \"UTC\"\nnumbers = [\"+12025550180\"]\n"));
        List<String> all = sentences("");
        assertTrue(all.contains("'data_dir' is missing in [server]."));
        assertTrue(all.contains("'numbers' is missing or empty in [centre]: every call borrows one of them."));
    }

    @Test
    void tables_unknown_areNamed() throws IOException {
        assertEquals(
                List.of("line 29: 'trunks' is not known in the file. Did you mean 'trunk'?"),
                sentences(GOOD + "[[trunks]]\nname = \"x\"\n"));
    }

    @Test
    void brokenLine_isNamedWithoutItsText() throws IOException {
        List<String> faults = sentences(GOOD.replace("user = \"desk\"", "user = \"desk\npassword = \"hunter2\""));
        assertTrue(faults.getFirst().startsWith("line 18: From column"), faults.toString());
        assertFalse(faults.toString().contains("hunter2"));
    }

    @Test
    void secrets_inTheFile_areFaultsAndNotRepeated() throws IOException {
        List<String> faults = sentences(GOOD.replace("password_file = \"desk.password\"", "password = \"hunter2\""));
        assertEquals(2, faults.size(), faults.toString());
        assertTrue(faults.toString().contains("'password' does not stand in this file"));
        assertFalse(faults.toString().contains("hunter2"));
        List<String> number = sentences(GOOD.replace("user = \"desk\"", "user = \"desk\"\n\"+12025550147\" = 1"));
        assertFalse(number.toString().contains("5550147"), number.toString());
    }

    @Test
    void secretFiles_thatAreOpenMissingOrEmpty_areFaults() throws IOException {
        Path password = folder.resolve("desk.password");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r-----"));
        assertTrue(sentences(GOOD)
                .getFirst()
                .startsWith("line 19: The file that 'password_file' names can be read by others."));
        Files.delete(password);
        assertTrue(sentences(GOOD).getFirst().startsWith("line 19: The file that 'password_file' names is not there."));
        Token.write(password, new byte[0]);
        assertTrue(sentences(GOOD).getFirst().startsWith("line 19: The file that 'password_file' names is empty"));
        String variable = GOOD.replace("password_file = \"desk.password\"", "password_env = \"NOT_SET_ANYWHERE_1\"");
        assertEquals(
                List.of("line 19: The variable that 'password_env' names is not set in the environment."),
                sentences(variable));
    }

    @Test
    void secrets_areReadFromTheFirstLine() {
        try (var secret = new SecretSource.InFile(folder.resolve("desk.password")).read()) {
            assertTrue(secret.matches("the-password".getBytes(StandardCharsets.US_ASCII)));
        }
        assertThrows(StartException.class, () -> new SecretSource.InFile(folder.resolve("none")).read());
        assertThrows(StartException.class, () -> new SecretSource.InEnvironment("NOT_SET_ANYWHERE_1").read());
    }

    @Test
    void http_outsideThisMachine_isAFault() throws IOException {
        List<String> faults = sentences(GOOD.replace("[sip]", "http_bind = \"0.0.0.0\"\n[sip]"));
        assertTrue(faults.getFirst().startsWith("line 4: 'http_bind' has to be this machine's own"), faults.toString());
    }

    @Test
    void names_thatStandTwice_areFaults() throws IOException {
        List<String> faults = sentences(GOOD.replace("name = \"front\"", "name = \"desk\""));
        assertEquals(List.of("line 22: Another [[phone]] has this name."), faults);
    }

    @Test
    void mobiles_needAMainNumber() throws IOException {
        Token.write(folder.resolve("n"), "+12025550142\n".getBytes(StandardCharsets.US_ASCII));
        String mobile =
                GOOD + "[[phone]]\nname = \"night\"\nkind = \"mobile\"\nnumber_file = \"n\"\ncode_file = \"n\"\n"
                        + "programme = \"helpline\"\n";
        assertInstanceOf(
                Settings.Reach.Mobile.class, good(mobile).phones().getLast().reach());
        assertTrue(sentences(mobile.replace("main_number = \"+12025550100\"\n", ""))
                .getFirst()
                .startsWith("line 28: A mobile needs 'main_number'"));
    }

    /** P5. */
    @Test
    void helpline_isReadWithItsDefaults() throws IOException {
        assertEquals(List.of(), good(GOOD).helplines());
        String with = GOOD + "[[helpline]]\nprogramme = \"helpline\"\nnumbers = [\"+12025550190\"]\n";
        Settings.Published read = good(with).helplines().getFirst();
        assertEquals("helpline", read.helpline().programme().text());
        assertEquals(List.of(new Label("en")), read.helpline().languages());
        assertEquals(Duration.ofMinutes(10), read.helpline().again());
        assertTrue(read.helpline().offers().message());
        assertFalse(read.helpline().offers().voices());
        assertEquals(List.of(), read.phones());
    }

    /** G6: what calls borrow is never published, and one number never means two programmes. */
    @Test
    void helpline_whoseNumberIsLeasedOrAnothers_isAFault() throws IOException {
        String line = "[[helpline]]\nprogramme = \"helpline\"\nnumbers = [\"%s\"]\n";
        assertTrue(sentences(GOOD + line.formatted("+12025550180")).getFirst().contains("never published"));
        String twice = GOOD + line.formatted("+12025550190") + line.formatted("+12025550190");
        assertEquals(2, sentences(twice).size(), "the programme and the number");
        String stranger = line.replace("programme = \"helpline\"", "programme = \"court\"");
        assertEquals(1, sentences(GOOD + stranger.formatted("+12025550190")).size());
        assertEquals(1, sentences(GOOD + line.formatted("2025550190")).size());
        assertEquals(
                1,
                sentences(GOOD + line.formatted("+12025550190") + "phones = [\"away\"]\n")
                        .size());
    }

    @Test
    void interpreters_areOnesOwnPhonesOrNumbersOutside() throws IOException {
        assertEquals(List.of(), good(GOOD).interpreters());
        Token.write(folder.resolve("n"), "+12025550142\n".getBytes(StandardCharsets.US_ASCII));
        String outside = GOOD + "[[interpreter]]\nname = \"ana\"\nlanguage = \"pt-br\"\nkind = \"outside\"\n"
                + "number_file = \"n\"\n";
        Settings.Interpreter read = good(outside).interpreters().getFirst();
        assertEquals("pt-br", read.language().text());
        assertInstanceOf(Settings.Reach.Outside.class, read.phone().reach());
        assertEquals(good(GOOD).phones().size() + 1, good(outside).everyPhone().size());
        assertEquals(
                List.of("line 30: A phone has this name. Choose another."), sentences(outside.replace("ana", "desk")));
        assertEquals(
                List.of("line 31: 'language' has to be its short name, such as \"es\" or \"pt-br\"."),
                sentences(outside.replace("pt-br", "portuguese")));
        assertTrue(sentences(outside.replace("number_file", "number_fil"))
                .contains("line 29: 'number_file' is missing: it names a file that only the server's user may read."));
        assertTrue(sentences(outside.replace("outside", "mobile"))
                .contains("line 32: 'kind' has to be one of: sip, address, outside."));
    }

    @Test
    void prefixes_thatANumberCouldBeginWith_areFaults() throws IOException {
        String with = GOOD.replace("user = \"desk\"", "user = \"desk\"\nprefixes = { \"7*\" = \"helpline\" }");
        assertEquals(
                "helpline", good(with).phones().getFirst().prefixes().get("7*").text());
        assertEquals(
                List.of("line 19: A prefix is 1 to 3 digits and then a star, such as \"7*\"."),
                sentences(with.replace("7*", "9")));
    }

    @Test
    void trunks_thatWouldShowOrUncover_areFaults() throws IOException {
        assertTrue(sentences(GOOD + "privacy = [\"header\"]\n").getFirst().contains("has to hold \"id\""));
        assertTrue(sentences(GOOD + "media = \"sdes\"\n").getFirst().contains("needs 'transport' = \"tls\""));
        assertTrue(sentences(GOOD + "identity = \"prefix\"\nprefix = \"*82\"\n")
                .getFirst()
                .contains("uncovers"));
        assertTrue(sentences(GOOD + "prefix = \"*67\"\n").getFirst().contains("needs 'identity' = \"prefix\""));
        assertTrue(sentences(GOOD + "register = true\n").getFirst().contains("needs 'user'"));
        Settings carrier = good(GOOD + "identity = \"restricted by carrier\"\n");
        assertFalse(carrier.carriers().getFirst().trunk().fit());
        Settings prefix =
                good(GOOD + "identity = \"prefix\"\nprefix = \"*67\"\nprefix_by_country = { GB = \"141\" }\n");
        assertInstanceOf(
                IdentityStrategy.DialPrefix.class,
                prefix.carriers().getFirst().trunk().identity());
    }

    @Test
    void programme_andTrunk_sayWhatFollowsADrop() throws IOException {
        String held = GOOD.replace("name = \"helpline\"", "name = \"helpline\"\nafter_drop = \"hold\"");
        Settings settings = good(held + "not_in_service = \"tone\"\n");
        assertEquals(
                new DroppedRule.WaitForReturn(Duration.ofMinutes(2)),
                settings.programmes().getFirst().rule().dropped());
        assertEquals(NotInService.TONE, settings.carriers().getFirst().numbers().notInService());
        String redial = held.replace("\"hold\"", "\"redial\"\nafter_drop_wait = \"10m\"");
        assertEquals(
                new DroppedRule.RedialOnce(Duration.ofMinutes(10)),
                good(redial).programmes().getFirst().rule().dropped());
        assertEquals(
                List.of("line 15: 'after_drop_wait' has to be whole minutes, such as \"2m\"."),
                sentences(redial.replace("10m", "90s")));
    }

    @Test
    void programme_andTrunk_sayWhoseLineItIs() throws IOException {
        String own = GOOD.replace("name = \"helpline\"", "name = \"helpline\"\ntrunks = [\"carrier\"]");
        Settings settings = good(own + "billed_as = \"Shelter-1\"\n");
        assertEquals(
                Set.of(new Label("carrier")), settings.programmes().getFirst().trunks());
        assertEquals(
                "Shelter-1", settings.carriers().getFirst().numbers().billedAs().word());
        assertEquals(Set.of(), good(GOOD).programmes().getFirst().trunks());
        assertEquals(
                List.of("line 14: 'trunks' names one that is no [[trunk]]."),
                sentences(own.replace("[\"carrier\"]", "[\"carrier\", \"other\"]")));
        assertTrue(sentences(GOOD + "billed_as = \"Shelter 1\"\n").getFirst().contains("'billed_as' has to be"));
    }

    @Test
    void lists_overTheirLimit_areFaults() throws IOException {
        StringBuilder many = new StringBuilder(GOOD);
        for (int i = 0; i < 50; i++) {
            many.append("[[trunk]]\nname = \"t").append(i).append("\"\nhost = \"192.0.2.1\"\n");
        }
        assertTrue(sentences(many.toString()).getFirst().contains("There are more than 50 of [[trunk]]."));
    }

    @Test
    void commandLine_movesTheOnlyPhoneByAddressAndTheOnlyTrunk() throws IOException {
        Settings settings = good(GOOD)
                .with(new Settings.Overrides(
                        Optional.of(0),
                        Optional.of(5099),
                        Optional.empty(),
                        Optional.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 5070)),
                        Optional.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 5080))));
        assertEquals(0, settings.server().httpPort());
        assertEquals(5099, settings.sip().port());
        Settings.Reach.Fixed near = assertInstanceOf(
                Settings.Reach.Fixed.class, settings.phones().get(1).reach());
        assertEquals(5070, near.port());
        Trunk.Address trunk = settings.carriers().getFirst().trunk().address();
        assertEquals("127.0.0.2:5080", trunk.host() + ":" + trunk.port());
        assertTrue(settings.carriers().getFirst().sources().getFirst().contains(InetAddress.ofLiteral("127.0.0.2")));
        Settings.Overrides near2 = new Settings.Overrides(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new InetSocketAddress("127.0.0.1", 1)),
                Optional.empty());
        Settings without = good(GOOD.replace("kind = \"address\"", "kind = \"sip\"")
                .replace("address = \"192.0.2.20\"", "user = \"front\"\npassword_file = \"token\""));
        assertThrows(StartException.class, () -> without.with(near2));
    }

    @Test
    void everyExampleInDeploy_isGood() throws IOException {
        try (Stream<Path> examples = Files.list(Path.of("deploy"))) {
            List<Path> all =
                    examples.filter(path -> path.toString().endsWith(".toml")).toList();
            assertTrue(all.size() >= 2);
            Path secrets = Files.createDirectories(folder.resolve("secrets"));
            for (String name : List.of(
                    "api.token",
                    "desk.password",
                    "night.number",
                    "night.code",
                    "carrier.password",
                    "ines.number",
                    "test.number")) {
                Token.write(secrets.resolve(name), "x\n".getBytes(StandardCharsets.US_ASCII));
            }
            for (Path example : all) {
                String text = Files.readString(example);
                assertEquals(List.of(), sentences(text), example.toString());
            }
        }
    }

    @Test
    void everyCommentedKeyOfTheExample_isKnown() throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.createDirectories(folder.resolve("prompts"));
        Path tls = Files.createDirectories(folder.resolve("tls"));
        for (String name : List.of("api.token", "desk.password", "night.number", "night.code", "carrier.password")) {
            Token.write(secrets.resolve(name), "x\n".getBytes(StandardCharsets.US_ASCII));
        }
        for (String name : List.of("ines.number", "centre.number", "test.number")) {
            Token.write(secrets.resolve(name), "+12025550142\n".getBytes(StandardCharsets.US_ASCII));
        }
        for (String name : List.of("chain.pem", "key.pem", "ca.pem")) {
            Token.write(tls.resolve(name), "x\n".getBytes(StandardCharsets.US_ASCII));
        }
        for (String name : List.of("db.password", "token.pin")) {
            Token.write(secrets.resolve(name), "x\n".getBytes(StandardCharsets.US_ASCII));
        }
        Path library = folder.resolve("library.so");
        Files.createFile(library);
        String whole = Files.readString(Path.of("deploy", "stillcall.toml"))
                .replaceAll("(?m)^# ([a-z0-9_]+ = )", "$1")
                .replaceAll("(?m)^# (\\[\\[(?:phone|interpreter|helpline)]]|\\[(?:turn|messages|alerts)])", "$1")
                .replaceAll("(?m)^identity = \"headers\".*", "identity = \"prefix\"")
                .replaceAll("database = \"sqlite\".*", "database = \"postgresql://db.example:5432/stillcall\"")
                .replaceAll("pkcs11_library = .*", "pkcs11_library = \"library.so\"")
                .replaceAll("(?m)^root_dir = .*", "") // a folder or a token, not both
                .replaceAll("(?m)^(certificate|key)_file = \"tls/console.*", "") // ACME or files, not both
                .replaceAll("(?m)^(urls|secret_file) = .*", ""); // our own TURN server or another one, not both
        assertEquals(List.of(), sentences(whole));
        Keeping keeping = good(whole).keeping();
        assertInstanceOf(Keeping.Root.Token.class, keeping.root());
        assertEquals("https://notes.example.org", keeping.console().origin().orElseThrow());
        Keeping.Database.Postgres database = assertInstanceOf(Keeping.Database.Postgres.class, keeping.database());
        assertEquals("//db.example:5432/stillcall", database.address());
    }

    @Test
    void keeping_leftOut_isAFileASealedFolderAndThisMachine() throws IOException {
        Keeping keeping = good(GOOD).keeping();
        assertEquals(new Keeping.Database.Sqlite(), keeping.database());
        assertEquals(new Keeping.Root.Folder(Optional.empty()), keeping.root());
        assertEquals(
                new Keeping.Console(
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Duration.ofMinutes(10),
                        List.of("en"),
                        List.of(),
                        false,
                        new Keeping.PlanDays(30, 184),
                        DeskMeans.Rules.USUAL_CATEGORIES,
                        false,
                        Optional.empty()),
                keeping.console());
        assertEquals(
                Optional.of("mailto:host@example.org"),
                good(GOOD + "[console]\npush_contact = \"mailto:host@example.org\"\n")
                        .keeping()
                        .console()
                        .pushContact());
        assertTrue(good(GOOD + "[console]\ntotals = \"noise\"\n")
                .keeping()
                .console()
                .noisyTotals());
        assertTrue(good(GOOD + "[console]\nnotes_free_text = true\n" + Excused.weaker("console.notes_free_text"))
                .keeping()
                .console()
                .notesFreeText());
    }

    @Test
    void categories_areShortNamesOnceEach_orNone() throws IOException {
        assertEquals(
                List.of(),
                good(GOOD + "[console]\ncategories = []\n").keeping().console().categories());
        assertEquals(
                List.of(new Label("legal"), new Label("other")),
                good(GOOD + "[console]\ncategories = [\"legal\", \"other\", \"legal\"]\n")
                        .keeping()
                        .console()
                        .categories());
        for (String odd : List.of("\"Legal aid\"", "3", "\"" + "x".repeat(33) + "\"")) {
            List<String> said = sentences(GOOD + "[console]\ncategories = [" + odd + "]\n");
            assertEquals(1, said.size(), odd);
            assertTrue(said.getFirst().contains("An entry of 'categories' is not a short name"), said.getFirst());
        }
    }

    @Test
    void keeping_thatWouldShowOrIsHalfRead_isAFault() throws IOException {
        String beginning = "'origin' has to be";
        for (String origin : List.of(
                "http://notes.example.org",
                "https://notes.example.org/",
                "https://a:b@notes.example.org",
                "https://192.0.2.1",
                "https://Notes.example.org",
                "notes.example.org")) {
            List<String> faults = sentences(GOOD + "[console]\norigin = \"" + origin + "\"\n");
            assertEquals(1, faults.size(), origin);
            assertTrue(faults.getFirst().contains(beginning), faults.getFirst());
        }
        assertEquals(
                1,
                sentences(GOOD + "[store]\ndatabase = \"postgresql://u:p@db/stillcall\"\n")
                        .size());
        assertEquals(
                1,
                sentences(GOOD + "[store]\ndatabase = \"postgresql://db/stillcall\"\n")
                        .size());
        assertEquals(1, sentences(GOOD + "[vault]\npkcs11_slot = 1\n").size());
        assertEquals(1, sentences(GOOD + "[store]\nuser = \"centre\"\n").size());
        assertEquals(1, sentences(GOOD + "[vault]\nrot_dir = \"x\"\n").size());
    }

    @Test
    void demo_isGood() {
        Settings settings = DemoSettings.prepare(folder.resolve("demo"));
        assertEquals(1, settings.carriers().size());
        assertEquals(folder.resolve("demo"), settings.server().data());
    }

    private Settings good(String text) throws IOException {
        return switch (read(text)) {
            case SettingsReader.Reading.Good good -> good.settings();
            case SettingsReader.Reading.Faulty faulty ->
                throw new AssertionError(faulty.faults().toString());
        };
    }

    private List<String> sentences(String text) throws IOException {
        return switch (read(text)) {
            case SettingsReader.Reading.Good good -> List.of();
            case SettingsReader.Reading.Faulty faulty ->
                faulty.faults().stream().map(Fault::toString).toList();
        };
    }

    private SettingsReader.Reading read(String text) throws IOException {
        return SettingsReader.read(Files.writeString(folder.resolve("test.toml"), text));
    }
}
