package org.stillcall.server;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.stillcall.base.Log;
import org.stillcall.base.Loop;
import org.stillcall.base.Randomness;
import org.stillcall.sip.SipResolver;
import org.stillcall.sip.Transport;
import org.stillcall.vault.LogCopy;
import org.stillcall.vault.ReceiptException;
import org.stillcall.vault.ReceiptLog;

/** Looks at everything, in an order in which a host would: the machine, the configuration, the files, the rest. */
final class Doctor {
    private static final String NOT_LOOKED = "The rest was not looked at.";

    private final Path config;
    private final Means means;

    /**
     * What it looks with.
     *
     * @param proc {@code /proc}, beside which stands {@code sys}
     * @param flags of the Java machine that this runs in, which is started as a server's is
     * @param kernelClock what the kernel says of its clock
     * @param names finds trunks
     */
    record Means(
            Path proc,
            Function<String, String> flags,
            Supplier<KernelClock.State> kernelClock,
            InstantSource clock,
            Function<Loop, SipResolver> names) {
        /** This machine's own. */
        static Means ofThisMachine(Randomness randomness) {
            List<Transport> all = List.of(Transport.UDP, Transport.TCP, Transport.TLS);
            return new Means(
                    Path.of("/proc"),
                    StartChecks.ownFlags(),
                    KernelClock::state,
                    InstantSource.system(),
                    loop -> SipResolver.system(loop, all, randomness, Log.silent()));
        }
    }

    Doctor(Path config, Means means) {
        this.config = config;
        this.means = means;
    }

    /** Gives how much it changed. */
    int repair() {
        if (DataFiles.ofAnotherUser(config)) {
            return 0; // what this user made would stop the server, and what it closed might be the wrong file
        }
        int changed = 0;
        if (SettingsReader.read(config) instanceof SettingsReader.Reading.Faulty faulty) {
            List<Path> open = faulty.faults().stream()
                    .flatMap(fault -> fault.open().stream())
                    .distinct()
                    .toList();
            changed = (int) open.stream().filter(DataFiles::close).count();
        }
        return switch (SettingsReader.read(config)) {
            case SettingsReader.Reading.Faulty faulty -> changed;
            case SettingsReader.Reading.Good good
            when DataFiles.ofAnotherUser(good.settings().server().data()) -> changed;
            case SettingsReader.Reading.Good good ->
                changed + DataFiles.of(config, good.settings()).repair();
        };
    }

    List<Sign> signs() {
        return switch (SettingsReader.read(config)) {
            case SettingsReader.Reading.Faulty faulty -> {
                List<Sign> signs = machine(Optional.empty());
                faulty.faults().forEach(fault -> signs.add(Sign.wrong("configuration", fault.withoutNames())));
                signs.add(Sign.look("installation", NOT_LOOKED + " Put the configuration right first."));
                yield signs;
            }
            case SettingsReader.Reading.Good good -> all(good.settings());
        };
    }

    private List<Sign> machine(Optional<RunningServer> server) {
        return new ArrayList<>(new MachineSigns(means.proc(), server, means.flags(), means.kernelClock()).signs());
    }

    private List<Sign> all(Settings settings) {
        Path data = settings.server().data();
        Optional<RunningServer> server = RunningServer.of(data, means.proc());
        List<Sign> signs = machine(server);
        signs.add(Sign.ok("configuration", "It has no fault."));
        signs.addAll(DataFiles.of(config, settings).signs());
        if (DataFiles.ofAnotherUser(data)) {
            signs.add(Sign.look(
                    "installation", NOT_LOOKED + " A file that this user leaves there could stop the server."));
            return signs;
        }
        Instant now = means.clock().instant();
        boolean inUse = server.isPresent() || isInUse(data);
        signs.add(Sign.ok("server", inUse ? "One is running with this data folder." : "None is running."));
        HandshakeSigns handshakes = new HandshakeSigns(settings, now);
        signs.addAll(new NetworkSigns(settings, server, inUse, means.names(), handshakes).signs());
        signs.addAll(new CertificateSigns(settings, now).signs());
        Optional.of(handshakes)
                .filter(_ -> inUse)
                .flatMap(HandshakeSigns::console)
                .ifPresent(signs::add);
        signs.addAll(new KeptSigns(settings, now).signs());
        return signs;
    }

    private static boolean isInUse(Path data) {
        try {
            return LogCopy.isInUse(data.resolve(ReceiptLog.FOLDER));
        } catch (ReceiptException e) {
            return false; // it cannot be read, which is said of it
        }
    }
}
