package org.stillcall.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stillcall.base.Label;
import org.stillcall.helpline.MessageRules;
import org.stillcall.push.AlertPlace;

/**
 * What lasts and who may see it: the database, the vault's root, the console's address, how long messages are. Holds
 * no secret.
 */
public record Keeping(Database database, Root root, Console console, MessageRules messages, Optional<Alerts> alerts) {
    /**
     * Who is told when a colour of the board of safety changes.
     *
     * @param secret what they know us by; empty where they need none
     */
    public record Alerts(AlertPlace webhook, Optional<SecretSource> secret) {}

    /** Where rows stand, all of them sealed. */
    public sealed interface Database {
        /** A file in the data folder. */
        record Sqlite() implements Database {}

        /** A server: {@code address} is {@code //host:port/database?options}, without a user or password. */
        record Postgres(String address, String user, SecretSource password) implements Database {}
    }

    /** Where the key stands under which the key table is sealed. */
    public sealed interface Root {
        /** A folder of its own; none means {@code root} in the data folder. */
        record Folder(Optional<Path> place) implements Root {}

        /** A token that gives no key away (PKCS #11). */
        record Token(Path library, long slot, Path pin) implements Root {}
    }

    /**
     * The console.
     *
     * @param origin the address that browsers see it at, when something in front of it speaks HTTPS
     * @param https how it stands on the network by itself; empty for this machine only
     * @param syncedPasskeys whether a passkey may leave the device it was made on
     * @param overrideDelay how long a call in danger waits when no second person agrees
     * @param languages in which plans are made
     * @param names what a message on a voicemail must not say
     * @param notesFreeText whether a note in a plan may be written, not only chosen from the list
     * @param planDays how long plans last
     * @param categories what a call may have been about, each counted by the month; empty for no counting
     * @param noisyTotals whether funders' totals are protected by noise, not by leaving small counts out
     * @param pushContact by whom push services find the host; empty where pages that sleep are not woken
     */
    public record Console(
            Optional<String> origin,
            Optional<HttpsSettings> https,
            boolean syncedPasskeys,
            Duration overrideDelay,
            List<String> languages,
            List<String> names,
            boolean notesFreeText,
            PlanDays planDays,
            List<Label> categories,
            boolean noisyTotals,
            Optional<String> pushContact) {
        public Console {
            languages = List.copyOf(languages);
            names = List.copyOf(names);
            categories = List.copyOf(categories);
        }
    }

    /** How many days a plan lasts unless somebody chooses its end, and how many it may last. */
    public record PlanDays(int usual, int most) {}
}
