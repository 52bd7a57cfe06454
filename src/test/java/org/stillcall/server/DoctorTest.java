package org.stillcall.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.certificate.Host;
import org.stillcall.certificate.OwnAuthority;
import org.stillcall.certificate.Trouble;
import org.stillcall.sip.SipResolver;
import org.stillcall.sip.Transport;
import org.stillcall.store.PortalId;
import org.stillcall.store.StoredPortal;
import picocli.CommandLine;

/** The host is told of each thing how it is and what to do, and never whose anything is (B4, G18, G15). */
class DoctorTest {
    private static final Map<String, String> HARD = Map.of(
            "DisableAttachMechanism", "true",
            "HeapDumpOnOutOfMemoryError", "false",
            "ErrorFile", "/dev/null",
            "CreateCoredumpOnCrash", "false",
            "UsePerfData", "false");
    private static final String PROBE = """
            [[probe]]
            trunk = "practice"
            comes_by = "practice"
            number_file = "test.number"
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private Path data;
    private KernelClock.State kernelClock = KernelClock.State.SYNCHRONISED;
    private Instant now = Instant.now();

    @BeforeEach
    void goodMachine() throws IOException {
        data = folder.resolve("data");
        put("proc/self/limits", """
                Limit                     Soft Limit           Hard Limit           Units
                Max core file size        0                    unlimited            bytes
                Max open files            1048576              1048576              files
                Max locked memory         unlimited            unlimited            bytes
                """);
        put("proc/swaps", "Filename Type Size Used Priority\n");
        put("proc/locks", "");
        put("proc/sys/kernel/core_pattern", "core\n");
        put("proc/sys/kernel/yama/ptrace_scope", "1\n");
        put("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n");
    }

    private void put(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, text);
    }

    /** Ports that nobody else has, so that what stands about them is about this test's. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void ports(int http, int sip) throws IOException {
        Path config = data.resolve("stillcall.toml");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("data_dir = \".\"", "data_dir = \".\"\nhttp_port = " + http)
                        .replace("[sip]\n", "[sip]\nport = " + sip + "\n"));
    }

    private int doctor(Path proc, String... more) {
        out.reset();
        List<Transport> udp = List.of(Transport.UDP);
        Doctor.Means means = new Doctor.Means(
                proc,
                name -> HARD.getOrDefault(name, ""),
                () -> kernelClock,
                () -> now,
                loop -> SipResolver.system(loop, udp, LastingSite.RANDOM, Log.silent()));
        CommandLine command = new CommandLine(new DoctorCommand(new PrintStream(out, true, UTF_8), means));
        String[] words = new String[2 + more.length];
        words[0] = "--config";
        words[1] = data.resolve("stillcall.toml").toString();
        System.arraycopy(more, 0, words, 2, more.length);
        return command.execute(words);
    }

    private int doctor() {
        return doctor(folder.resolve("proc"));
    }

    private String said() {
        return out.toString(UTF_8);
    }

    private void says(String mark, String about, String part) {
        Pattern line = Pattern.compile(
                "^" + mark + " +" + Pattern.quote(about) + ": .*" + Pattern.quote(part), Pattern.MULTILINE);
        assertTrue(line.matcher(said()).find(), mark + ' ' + about + ": " + part + "\n" + said());
    }

    @Test
    void goodMachine_withAFreshInstallation_hasNothingWrong() throws IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            site.stop();
            ports(freePort(), freePort());
            assertTrue(doctor() < 2, said());
            for (String about : List.of(
                    "core files",
                    "Java's flags",
                    "swap",
                    "locked memory",
                    "crash collector",
                    "tracing",
                    "huge pages",
                    "open files",
                    "clock",
                    "Java",
                    "configuration",
                    "data folder",
                    "rights",
                    "owner",
                    "server",
                    "UDP port",
                    "TCP port",
                    "address",
                    "DNS",
                    "console's certificate",
                    "certificate of SIP",
                    "database",
                    "receipts")) {
                says("ok", about, "");
            }
            says("look", "root of keys", "stands in the data folder");
            says("look", "test calls", "[[trunk]] number 1 is not tested");
        }
    }

    @Test
    void weakMachine_isToldOfEachWeakness() throws IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            site.stop();
            put("proc/self/limits", """
                    Max core file size        unlimited            unlimited            bytes
                    Max open files            1024                 1024                 files
                    Max locked memory         65536                65536                bytes
                    """);
            put("proc/swaps", "Filename Type Size Used Priority\n/dev/sda9 partition 1 0 -2\n");
            put("proc/sys/kernel/core_pattern", "|/usr/share/apport/apport %p\n");
            put("proc/sys/kernel/yama/ptrace_scope", "0\n");
            put("sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never\n");
            kernelClock = KernelClock.State.LEFT_ALONE;
            assertEquals(2, doctor());
            says("wrong", "core files", "ulimit -c 0");
            says("wrong", "swap", "swapoff -a");
            says("wrong", "locked memory", "LimitMEMLOCK=");
            says("look", "crash collector", "kernel.core_pattern=core");
            says("look", "tracing", "kernel.yama.ptrace_scope=1");
            says("look", "huge pages", "madvise");
            says("look", "open files", "LimitNOFILE=");
            says("wrong", "clock", "chrony");
            kernelClock = KernelClock.State.UNKNOWN;
            doctor();
            says("look", "clock", "does not tell");
        }
    }

    @Test
    void swapThatIsEncrypted_orInMemory_isFine() throws IOException {
        Swaps swaps = new Swaps(folder.resolve("proc"), folder.resolve("sys"));
        put("proc/swaps", "Filename\n/dev/dm-7 partition 1 0 -2\n/dev/zram0 partition 1 0 100\n");
        assertTrue(swaps.open());
        put("sys/class/block/dm-7/dm/uuid", "LVM-abc\n");
        put("sys/class/block/dm-7/slaves/dm-3", "");
        put("sys/class/block/dm-3/dm/uuid", "CRYPT-LUKS2-abc\n");
        put("sys/block/zram0/backing_dev", "none\n");
        assertFalse(swaps.open());
        put("sys/class/block/dm-7/slaves/sda9", "");
        assertTrue(swaps.open(), "half of it stands on a plain disk");
    }

    @Test
    void kernelClock_isReallyAsked() {
        assertTrue(KernelClock.state() != KernelClock.State.UNKNOWN, "a Linux tells");
        assertEquals(KernelClock.State.LEFT_ALONE, KernelClock.of(5));
        assertEquals(KernelClock.State.SYNCHRONISED, KernelClock.of(0));
        assertEquals(KernelClock.State.UNKNOWN, KernelClock.of(-1));
    }

    @Test
    void rightsOfOthers_areFoundAndRepaired_andNothingElseIsChanged() throws IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            site.keep("envelope");
            site.stop();
            Path keys = data.resolve("keys.table");
            byte[] before = Files.readAllBytes(keys);
            Path other = Files.writeString(data.resolve("notes.txt"), "of nobody's business");
            open(keys, "rw-r--r--");
            open(data.resolve("root"), "rwxr-xr-x");
            open(data.resolve("stillcall.toml"), "rw-r--r--");
            open(other, "rw-r--r--");
            doctor();
            says("wrong", "rights", "2 files or folders");
            says("look", "configuration", "--repair closes it");

            open(data.resolve("softphone.password"), "rw-r-----");
            assertEquals(2, doctor());
            says("wrong", "configuration", "can be read by others");
            says("look", "installation", "Put the configuration right first");

            doctor(folder.resolve("proc"), "--repair");
            assertTrue(said().startsWith("4 things were repaired.\n"), said());
            says("ok", "rights", "");
            assertEquals("rw-------", rights(keys));
            assertEquals("rwx------", rights(data.resolve("root")));
            assertEquals("rw-------", rights(data.resolve("softphone.password")));
            assertEquals("rw-r--r--", rights(other));
            assertTrue(java.util.Arrays.equals(before, Files.readAllBytes(keys)));
            doctor(folder.resolve("proc"), "--repair");
            assertTrue(said().startsWith("0 things were repaired.\n"), said());
            site.start();
        }
    }

    private static void open(Path path, String rights) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void missingFolders_areMade_butNoRootInThePlaceOfALostOne() throws IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            site.stop();
            Path root = folder.resolve("root of its own");
            String text = Files.readString(data.resolve("stillcall.toml"));
            Files.writeString(data.resolve("stillcall.toml"), text + "\n[vault]\nroot_dir = \"" + root + "\"\n");
            doctor(folder.resolve("proc"), "--repair");
            says("wrong", "root of keys", "nothing that is kept can be opened without it");
            assertFalse(Files.exists(root));

            Path fresh = folder.resolve("fresh");
            Files.writeString(
                    data.resolve("stillcall.toml"),
                    text.replace("data_dir = \".\"", "data_dir = \"" + fresh + "\"") + "\n[vault]\nroot_dir = \"" + root
                            + "\"\n");
            doctor();
            says("wrong", "data folder", "It is not there");
            doctor(folder.resolve("proc"), "--repair");
            assertTrue(said().startsWith("2 things were repaired.\n"), said());
            assertEquals("rwx------", rights(fresh));
            assertEquals("rwx------", rights(root));
            says("ok", "database", "There is none yet");
            says("ok", "receipts", "There is no log yet");
        }
    }

    @Test
    void ports_heldByAnother_byTheServer_orByNobody() throws IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            int http = freePort();
            int sip = freePort();
            ports(http, sip);
            try (ServerSocket tcp = new ServerSocket(http, 1, InetAddress.getLoopbackAddress());
                    DatagramSocket udp = new DatagramSocket(new InetSocketAddress("127.0.0.1", sip))) {
                assertTrue(tcp.isBound() && udp.isBound());
                // This process holds the data folder as a server does, and these ports.
                doctor(Path.of("/proc"));
                says("ok", "server", "One is running");
                says("ok", "TCP port", "'http_port' in [server] is held by the running server");
                says("ok", "UDP port", "'port' in [sip] is held by the running server");
                says("look", "TCP port", "'port' in [sip] is not held by the running server");
                site.stop();
                assertEquals(2, doctor());
                says("ok", "server", "None is running");
                says("wrong", "TCP port", "'http_port' in [server] is held by another program");
                says("wrong", "UDP port", "'port' in [sip] is held by another program");
                says("ok", "TCP port", "'port' in [sip] is free");
            }
        }
    }

    @Test
    void addressesAndNames_thatOthersCannotUse_areWrong() throws IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            site.stop();
            Path config = data.resolve("stillcall.toml");
            String text = Files.readString(config);
            String outside = text
                    + Excused.weaker("trunk.practice.transport", "trunk.practice.media", "trunk.practice.test_calls");
            Files.writeString(config, outside.replace("127.0.0.1\"\nport = 5080", "nowhere.invalid\"\nport = 5080"));
            doctor();
            says("wrong", "DNS", "The host of [[trunk]] number 1 is not found");
            Files.writeString(
                    config,
                    outside.replace("127.0.0.1\"\nport = 5080", "192.0.2.7\"\nport = 5080")
                            .replace("[sip]\n", "[sip]\nadvertised = \"10.1.2.3\"\n"));
            doctor();
            says("wrong", "address", "'advertised' in [sip] is an address of a network inside");
            Files.writeString(config, text.replace("[sip]\n", "[sip]\nadvertised = \"192.0.2.9\"\n"));
            doctor();
            says("ok", "address", "'advertised' in [sip] is a router's");
            Files.writeString(config, text.replace("[sip]\n", "[sip]\nadvertised = \"10.1.2.3\"\n"));
            doctor();
            says("look", "address", "none of this machine's addresses");
        }
    }

    @Test
    void certificate_isWatchedToItsEnd() throws IOException, Trouble {
        String console = "[console]\nhttps = \"own\"\nlisten = \"127.0.0.1:8443\"\nnames = [\"centre.test\"]\n";
        try (LastingSite site = LastingSite.fresh(data, console)) {
            site.stop();
            doctor();
            says("look", "console's certificate", "There is none yet");
            Host name = new Host.Name("centre.test");
            OwnAuthority own =
                    OwnAuthority.open(data.resolve("https/authority"), List.of(name), LastingSite.RANDOM, () -> now);
            assertTrue(own.next(java.util.Optional.empty(), now).isPresent());
            doctor();
            says("ok", "console's certificate", "more than 14 days");
            now = now.plus(Duration.ofDays(80));
            doctor();
            says("look", "console's certificate", "ends within 14 days");
            now = now.plus(Duration.ofDays(14));
            doctor();
            says("wrong", "console's certificate", "It has ended");
        }
    }

    @Test
    void databaseAndReceipts_thatAreDamaged_areWrong() throws IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            site.stop();
            byte[] leaves = Files.readAllBytes(data.resolve("receipts/leaves"));
            leaves[20] ^= 1;
            Files.write(data.resolve("receipts/leaves"), leaves);
            Files.deleteIfExists(data.resolve("stillcall.db-wal"));
            Files.writeString(data.resolve(Kept.DATABASE), "no database at all, but long enough to be looked at");
            assertEquals(2, doctor());
            says("wrong", "receipts", "does not match the receipts");
            says("wrong", "database", "damaged or no database");
            Files.delete(data.resolve(Kept.DATABASE));
            doctor();
            says("wrong", "database", "bring back a backup");
            assertFalse(Files.exists(data.resolve(Kept.DATABASE)));
        }
    }

    @Test
    void testCalls_rightInTime_late_orLeaking() throws IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            Token.write(data.resolve("test.number"), "+12025550142\n".getBytes(UTF_8));
            Files.writeString(data.resolve("stillcall.toml"), Files.readString(site.config()) + PROBE);
            doctor();
            says("look", "test calls", "No test call by [[trunk]] number 1 was right in time");
            site.store().probes(site.centre).put(new Label("practice"), new Label("hidden"), true);
            doctor();
            says("ok", "test calls", "The last one by [[trunk]] number 1 was right");
            now = now.plus(Duration.ofDays(3));
            doctor();
            says("look", "test calls", "was right in time");
            site.store().probes(site.centre).put(new Label("practice"), new Label("hidden"), false);
            doctor();
            says("wrong", "test calls", "showed what it must not");
        }
    }

    /** G20. */
    @Test
    void portals_areAskedAfterByTheDayOfTheirReview() throws IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            doctor();
            assertFalse(said().contains("carrier portals"));
            LocalDate tomorrow = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
            PortalId id = new PortalId(Base64Url.encode(new byte[16]));
            site.store().portals(site.centre).add(new StoredPortal(id, 0, 1, new byte[] {1}, new byte[] {1}, tomorrow));
            doctor();
            says("ok", "carrier portals", "Every one was looked at in time.");
            now = now.plus(Duration.ofDays(3));
            doctor();
            says("look", "carrier portals", "The review of one is overdue");
        }
    }

    @Test
    void nothingIsNamed_andJsonSaysTheSame() throws IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            site.stop();
            Token.write(data.resolve("test.number"), "+12025550142\n".getBytes(UTF_8));
            Files.writeString(data.resolve("stillcall.toml"), Files.readString(site.config()) + PROBE);
            int status = doctor();
            String text = said();
            String secret = Files.readString(data.resolve("softphone.password")).strip();
            for (String name : List.of(
                    "practice", "softphone", "desk", "5550", "127.0.0.1", secret, folder.toString(), "helpline\"")) {
                assertFalse(text.contains(name), name);
            }
            assertFalse(Pattern.compile("[0-9]{7}").matcher(text).find(), text);
            assertEquals(status, doctor(folder.resolve("proc"), "--json"));
            JsonNode json = new ObjectMapper().readTree(said());
            assertEquals(text.lines().count(), json.get("signs").size());
            JsonNode first = json.get("signs").get(0);
            assertEquals("ok", first.get("mark").asText());
            assertEquals("core files", first.get("about").asText());
        }
    }

    @Test
    void flagsOfTheRunningServer_areReadFromItsCommandLine() throws IOException {
        put("proc/7/cmdline", "java\0-XX:+DisableAttachMechanism\0-XX:ErrorFile=/dev/null\0-XX:-UsePerfData\0-jar\0");
        put("proc/7/status", "VmLck:\t     128 kB\nVmSwap:\t       4 kB\n");
        RunningServer server = new RunningServer(folder.resolve("proc"), "7");
        assertEquals("true", server.flags().apply("DisableAttachMechanism"));
        assertEquals("/dev/null", server.flags().apply("ErrorFile"));
        assertEquals("false", server.flags().apply("UsePerfData"));
        assertEquals("", server.flags().apply("CreateCoredumpOnCrash"));
        assertEquals("false", server.flags().apply("HeapDumpOnOutOfMemoryError"));
        assertEquals(128 * 1024, server.lockedBytes());
        assertTrue(server.isSwapped());
    }
}
