package org.stillcall.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;
import org.stillcall.console.DeskMeans.SmallCounts;
import org.stillcall.console.DeskMeans.SyncedPasskeys;
import org.stillcall.plan.IdentityRule;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.Region;
import org.stillcall.plan.SafeTimes;
import org.stillcall.store.Store;
import org.stillcall.store.StoreSettings;
import org.stillcall.vault.CallKeys;
import org.stillcall.vault.FileRoot;
import org.stillcall.vault.KeyTable;
import org.stillcall.vault.ReceiptLog;

/** A real server with a real store in a folder of its own, before a fake switch. */
final class DeskRig implements AutoCloseable {
    static final ProgrammeRule HELPLINE = new ProgrammeRule(
            new Label("helpline"), IdentityRule.DIRECT_ALLOWED, new SafeTimes.Always(), new Region("US"), null, null);

    final Path folder;
    final FakeSwitchboard switchboard = new FakeSwitchboard();
    final FakePushes pushes = new FakePushes();
    final AtomicLong now = new AtomicLong(1_000);
    final Ahead clock = new Ahead();
    final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    final Randomness randomness = Randomness.secure();
    final BlockPool numbers = Digits.pool(10);
    final CallKeys keys = new CallKeys(now::get, randomness, numbers);
    final KeyTable table;
    final ReceiptLog receipts;
    final Store store;
    final ApiServer server;
    final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private SmallCounts smallCounts = SmallCounts.HIDDEN;
    String setupCode = "";
    byte[] proof = {};
    byte[] sheetKey = {};

    /** The machine's clock, which a test may turn forward. */
    static final class Ahead extends Clock {
        private volatile Duration by = Duration.ZERO;

        void turn(Duration further) {
            by = by.plus(further);
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    DeskRig() {
        this(SyncedPasskeys.REFUSE, Origin.local());
    }

    DeskRig(SyncedPasskeys synced, Origin origin) {
        this(synced, origin, Optional.empty());
    }

    /** @param https for the network, beside plain HTTP */
    DeskRig(SyncedPasskeys synced, Origin origin, Optional<ApiServer.Https> https) {
        folder = folder();
        table = KeyTable.open(folder, FileRoot.open(folder), randomness, clock);
        receipts = ReceiptLog.open(folder, randomness, Clock.systemUTC());
        store = Store.open(new StoreSettings.Embedded(folder.resolve("stillcall.db")), table, receipts, randomness);
        store.reconcile();
        server = serve(synced, origin, https);
        setupCode = server.issueSetupCode().orElse("");
    }

    /** Another server on the same store, as after a restart with another setting. */
    ApiServer again(SyncedPasskeys synced) {
        return serve(synced, Origin.local(), Optional.empty());
    }

    /** The same with another way of protecting totals. */
    ApiServer again(SmallCounts way) {
        smallCounts = way;
        return again(SyncedPasskeys.REFUSE);
    }

    private ApiServer serve(SyncedPasskeys synced, Origin origin, Optional<ApiServer.Https> https) {
        Log log =
                new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), InstantSource.system(), Log.Level.DEBUG);
        DeskMeans means = new DeskMeans(
                store,
                table,
                receipts,
                new DeskMeans.Rules(
                        origin,
                        () -> synced,
                        () -> Duration.ofMinutes(10),
                        DeskMeans.Rules.USUAL_CATEGORIES,
                        smallCounts,
                        Optional.of(pushes)),
                new DeskMeans.PlanRules(Map.of(HELPLINE.label(), HELPLINE), 60, DeskMeans.Wording.usual()));
        return ApiServer.start(
                new ApiServer.Access(
                        InetAddress.getLoopbackAddress(),
                        0,
                        Secret.of(ApiRig.TOKEN.getBytes(StandardCharsets.UTF_8)),
                        https),
                new ApiServer.Desk(
                        switchboard, keys, numbers, Optional.of(new FakePractice()), List::of, Optional.of(means)),
                new ApiServer.Means(log, randomness, now::get));
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("desk");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DeskBrowser browser() {
        return new DeskBrowser(server.port(), http);
    }

    /** A browser whose person just made the centre. */
    DeskBrowser coordinator() {
        DeskBrowser browser = browser();
        DeskBrowser.Answer made = browser.setUp(this);
        if (made.status() != 201) {
            throw new AssertionError(made.whole().body() + log());
        }
        return browser;
    }

    /** A browser that {@code host} let in as this role. */
    DeskBrowser guest(DeskBrowser host, String role) {
        DeskBrowser guest = browser();
        DeskBrowser.Answer in = host.letIn(guest, role);
        if (in.status() != 201) {
            throw new AssertionError(in.whole().body() + log());
        }
        return guest;
    }

    String log() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
        server.close();
        keys.close();
        store.close();
        receipts.close();
        table.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
