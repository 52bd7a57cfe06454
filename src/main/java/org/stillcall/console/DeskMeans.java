package org.stillcall.console;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.stillcall.base.Label;
import org.stillcall.duty.Rota;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.push.Pushes;
import org.stillcall.store.Store;
import org.stillcall.vault.KeyTable;
import org.stillcall.vault.ReceiptLog;

/**
 * What the console of people and plans works with; a server without it is a switch with an API. All of it stays the
 * caller's, who closes it after the server.
 */
public record DeskMeans(
        Store store,
        KeyTable keys,
        ReceiptLog receipts,
        Rules rules,
        PlanRules plans,
        Rota rota,
        CallersMeans callers,
        SafetyMeans safety,
        HouseRules house) {
    /** Whose board of safety nobody listens to. */
    public DeskMeans(
            Store store,
            KeyTable keys,
            ReceiptLog receipts,
            Rules rules,
            PlanRules plans,
            Rota rota,
            CallersMeans callers,
            HouseRules house) {
        this(store, keys, receipts, rules, plans, rota, callers, SafetyMeans.none(), house);
    }

    /** With a rota of its own, which nobody else asks, and where nobody calls. */
    public DeskMeans(Store store, KeyTable keys, ReceiptLog receipts, Rules rules, PlanRules plans) {
        this(
                store,
                keys,
                receipts,
                rules,
                plans,
                new Rota(store, plans.habits().zone(), keys::now),
                CallersMeans.none(),
                HouseRules.none());
    }

    /** Without programmes: nothing can be planned. */
    public DeskMeans(Store store, KeyTable keys, ReceiptLog receipts, Rules rules) {
        this(store, keys, receipts, rules, new PlanRules(Map.of(), PlanRules.USUAL_DAYS, Wording.usual()));
    }

    /**
     * What plans have to keep to.
     *
     * @param programmes what each programme allows; plans are for the first unless another is chosen
     * @param mostDays how far ahead a plan may end
     * @param wording what a message is checked against
     * @param habits what a new plan starts from
     */
    public record PlanRules(
            Map<Label, ProgrammeRule> programmes, IntSupplier mostDays, Wording wording, Habits habits) {
        /** Half a year: what nobody looked at for so long fits nobody any more. */
        public static final int USUAL_DAYS = 184;

        public PlanRules {
            programmes = Collections.unmodifiableMap(new LinkedHashMap<>(programmes));
        }

        /** With the usual habits. */
        public PlanRules(Map<Label, ProgrammeRule> programmes, int mostDays, Wording wording) {
            this(programmes, () -> mostDays, wording, Habits.usual());
        }
    }

    /** Whether a note in a plan may be written, or only chosen from the list. The browser seals either. */
    public enum Notes {
        FROM_A_LIST,
        FREE_TEXT
    }

    /**
     * What a new plan starts from at this centre.
     *
     * @param zone where its survivors are taken to live until somebody says otherwise
     * @param days how long it lasts until somebody chooses another end
     */
    public record Habits(ZoneId zone, int days, Supplier<Notes> notes) {
        public static final int USUAL_DAYS = 30;

        /** A month, no zone in particular, and notes from the list only. */
        public static Habits usual() {
            return new Habits(ZoneId.of("UTC"), USUAL_DAYS, () -> Notes.FROM_A_LIST);
        }
    }

    /**
     * What the pages check a voicemail's words against; the checking is the browser's, as the words are sealed there.
     *
     * @param languages in which plans are made, as tags of BCP 47
     * @param leased the centre's own numbers in E.164, with a plus sign: nobody's, and the only ones that may be said
     * @param names of the centre and its services, which must not be said
     */
    public record Wording(List<String> languages, List<String> leased, List<String> names) {
        public Wording {
            languages = List.copyOf(languages);
            leased = List.copyOf(leased);
            names = List.copyOf(names);
        }

        /** English, and nothing that may or must not be said. */
        public static Wording usual() {
            return new Wording(List.of("en"), List.of(), List.of());
        }
    }

    /** Whether a passkey may be one that its maker copies between devices (backup eligible, WebAuthn section 6.1.3). */
    public enum SyncedPasskeys {
        REFUSE,
        ALLOW
    }

    /** What is done so that small counts tell of nobody, in what funders are shown. */
    public enum SmallCounts {
        /** They are left out, and others with them. */
        HIDDEN,
        /** Every count is changed a little by chance. */
        NOISE
    }

    /**
     * What the host configured.
     *
     * @param syncedPasskeys for advocates and coordinators; a host's passkey may always be one
     * @param overrideDelay how long somebody waits who overrides a plan without a second person
     * @param categories what a call may have been about, of which funders want the totals
     * @param smallCounts what funders' totals are protected by
     * @param pushes how pages that sleep are woken; empty where they are not
     */
    public record Rules(
            Origin origin,
            Supplier<SyncedPasskeys> syncedPasskeys,
            Supplier<Duration> overrideDelay,
            List<Label> categories,
            SmallCounts smallCounts,
            Optional<Pushes> pushes) {
        /** What most funders ask for. */
        public static final List<Label> USUAL_CATEGORIES = List.of(
                new Label("safety-planning"),
                new Label("legal"),
                new Label("shelter"),
                new Label("emotional-support"),
                new Label("other"));

        public Rules {
            categories = List.copyOf(categories);
        }

        /** With the usual categories. */
        public Rules(Origin origin, SyncedPasskeys syncedPasskeys, Duration overrideDelay) {
            this(
                    origin,
                    () -> syncedPasskeys,
                    () -> overrideDelay,
                    USUAL_CATEGORIES,
                    SmallCounts.HIDDEN,
                    Optional.empty());
        }

        /** The safest of each. */
        public static Rules safest() {
            return new Rules(Origin.local(), SyncedPasskeys.REFUSE, Duration.ofMinutes(10));
        }
    }
}
