package org.stillcall.server;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillcall.base.Label;
import org.stillcall.store.CentreId;
import org.stillcall.store.StoreException;
import org.stillcall.store.StoreView;
import org.stillcall.store.StoredProbe;
import org.stillcall.vault.KeyTable;
import org.stillcall.vault.LogCheck;
import org.stillcall.vault.ReceiptLog;
import org.stillcall.vault.TrustedMarks;

/** How what lasts is: the disk, the place of the root of keys, the database, the receipts, the last test calls. */
record KeptSigns(Settings settings, Instant now) {
    private static final long LITTLE_BYTES = 1L << 30;
    private static final long TOO_LITTLE_BYTES = 200L << 20;

    private Path data() {
        return settings.server().data();
    }

    List<Sign> signs() {
        List<Sign> signs = new ArrayList<>();
        signs.add(space());
        signs.addAll(root());
        signs.addAll(database());
        signs.add(receipts());
        return signs;
    }

    private Sign space() {
        try {
            long free = Files.getFileStore(data()).getUsableSpace();
            if (free < TOO_LITTLE_BYTES) {
                return Sign.wrong("disk", "Less than 200 MB are free under the data folder: make room.");
            }
            return free < LITTLE_BYTES
                    ? Sign.look("disk", "Less than 1 GB is free under the data folder: make room.")
                    : Sign.ok("disk", "Enough room under the data folder.");
        } catch (IOException e) {
            return Sign.wrong("disk", "The data folder's disk cannot be looked at: is it there?");
        }
    }

    private List<Sign> root() {
        Keeping.Root root = settings.keeping().root();
        List<Sign> signs = new ArrayList<>();
        RootPlace.of(root, data())
                .ifPresent(place -> place.present().forEach(warning -> signs.add(Sign.look("root of keys", warning))));
        if (signs.isEmpty()) {
            signs.add(Sign.ok(
                    "root of keys",
                    switch (root) {
                        case Keeping.Root.Token token -> "A token keeps it and gives none away.";
                        case Keeping.Root.Folder folder
                        when folder.place().filter(this::isOnDataDisk).isPresent() ->
                            "Apart from the data, on the same disk: an image of the whole disk holds both.";
                        case Keeping.Root.Folder folder -> "On a disk of its own that writes in place.";
                    }));
        }
        return signs;
    }

    private boolean isOnDataDisk(Path root) {
        try {
            FileStore one = Files.getFileStore(root);
            return one.equals(Files.getFileStore(data()));
        } catch (IOException e) {
            return false; // one of them is not there, which is said of it
        }
    }

    private List<Sign> database() {
        Keeping.Database database = settings.keeping().database();
        if (database instanceof Keeping.Database.Sqlite && Files.notExists(data().resolve(Kept.DATABASE))) {
            return List.of(
                    KeyTable.isIn(data())
                            ? Sign.wrong(
                                    "database", "It is not there, and its keys are: bring back a backup ('restore').")
                            : Sign.ok("database", "There is none yet: the first start makes it."));
        }
        try (StoreView view = StoreView.open(Kept.settings(database, data()))) {
            List<Sign> signs = new ArrayList<>();
            signs.add(tables(view));
            if (signs.getFirst().mark() != Sign.Mark.WRONG && view.missing().isEmpty()) {
                signs.addAll(probes(view));
                signs.addAll(portals(view));
            }
            return signs;
        } catch (StoreException e) {
            return List.of(
                    Sign.wrong("database", e.getMessage() == null ? "The database does not answer." : e.getMessage()));
        }
    }

    private static Sign tables(StoreView view) {
        return switch (view.standing()) {
            case CURRENT ->
                view.undeclared().isEmpty() && view.missing().isEmpty()
                        ? Sign.ok("database", "It opens, and its tables are those of this version.")
                        : Sign.wrong(
                                "database",
                                "Somebody changed its tables by hand: 'disclose' names what is not declared.");
            case OLDER -> Sign.look("database", "An older version made its tables: the next start brings them up.");
            case EMPTY -> Sign.ok("database", "It opens, and is empty: the first start makes its tables.");
            case NEWER ->
                Sign.wrong("database", "A newer version made its tables: start that version, or a newer one.");
            case STRANGE ->
                Sign.wrong(
                        "database",
                        "Another program or a changed version of this one made its tables: start the version that"
                                + " made them.");
        };
    }

    private Sign receipts() {
        Path folder = data().resolve(ReceiptLog.FOLDER);
        if (!ReceiptLog.isIn(folder)) {
            return KeyTable.isIn(data())
                    ? Sign.wrong("receipts", "Their log is not there: bring it back, or the last backup ('restore').")
                    : Sign.ok("receipts", "There is no log yet: the first start begins it.");
        }
        return switch (LogCheck.run(folder, TrustedMarks.none())) {
            case LogCheck.Whole whole ->
                Sign.ok(
                        "receipts",
                        "Their log is as it was signed. Whether it was cut back only a checkpoint kept elsewhere can"
                                + " tell ('verify-log --trusted').");
            case LogCheck.Broken broken -> Sign.wrong("receipts", broken.sentence());
        };
    }

    private List<Sign> probes(StoreView view) {
        List<CentreId> centres = view.centres();
        if (centres.isEmpty()) {
            return List.of(Sign.look("test calls", "There is no centre yet, so nothing is kept of test calls."));
        }
        List<StoredProbe> last = view.probes(centres.getFirst());
        List<Sign> signs = new ArrayList<>();
        for (int i = 0; i < settings.carriers().size(); i++) {
            signs.add(probe(
                    "[[trunk]] number " + (i + 1),
                    settings.carriers().get(i).trunk().name(),
                    last));
        }
        return signs;
    }

    /** By the days alone: who can log in where is sealed. */
    private List<Sign> portals(StoreView view) {
        LocalDate today = LocalDate.ofInstant(now, settings.centre().zone());
        List<LocalDate> days = view.centres().stream()
                .flatMap(centre -> view.portalReviews(centre).stream())
                .toList();
        if (days.isEmpty()) {
            return List.of(); // the console says that nobody wrote them down
        }
        return List.of(
                days.stream().anyMatch(day -> day.isBefore(today))
                        ? Sign.look(
                                "carrier portals",
                                "The review of one is overdue: a coordinator finds it under Calls, Carrier portals.")
                        : Sign.ok("carrier portals", "Every one was looked at in time."));
    }

    private Sign probe(String which, Label trunk, List<StoredProbe> last) {
        String about = "test calls";
        Optional<ProbeSettings> settled = settings.own().probes().stream()
                .filter(probe -> probe.trunk().equals(trunk))
                .findFirst();
        List<StoredProbe> ofIt =
                last.stream().filter(probe -> probe.trunk().equals(trunk)).toList();
        if (settled.isEmpty()) {
            return Sign.look(
                    about,
                    which + " is not tested: give it a [[probe]], so that a leak is seen before a"
                            + " survivor sees it.");
        }
        if (ofIt.stream().anyMatch(probe -> !probe.passed())) {
            return Sign.wrong(
                    about,
                    "The last test call by " + which + " showed what it must not, or was lost: the"
                            + " page Routes says what. No call goes that way meanwhile.");
        }
        LocalDate due = LocalDate.ofInstant(now.minus(settled.get().times().overdue()), ZoneOffset.UTC);
        return ofIt.isEmpty() || ofIt.stream().anyMatch(probe -> probe.day().isBefore(due))
                ? Sign.look(about, "No test call by " + which + " was right in time: see on the page Routes why.")
                : Sign.ok(about, "The last one by " + which + " was right, and in time.");
    }
}
