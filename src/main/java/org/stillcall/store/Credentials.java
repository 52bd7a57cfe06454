package org.stillcall.store;

import static org.stillcall.base.Contract.require;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Query;
import org.stillcall.base.Base64Url;

/** The passkeys of one centre, each on one device; they go with it. Threads may share it. */
public final class Credentials {
    /** WebAuthn level 3 section 4: at most 1023 bytes. */
    private static final int ID_BYTES = 1023;
    /** WebAuthn level 3 section 5.4.3: at most 64 bytes. */
    private static final int HANDLE_BYTES = 64;

    private static final String SELECT = "SELECT c.id, d.person, c.device, c.user_handle, c.public_key, c.sign_count,"
            + " c.backup_eligible, c.backed_up, c.added_day, c.last_used_day"
            + " FROM credential c JOIN device d ON d.centre = c.centre AND d.id = c.device WHERE c.centre = :centre";

    private final Ground ground;
    private final CentreId centre;

    Credentials(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    public Optional<Credential> find(byte[] id) {
        return select(SELECT + " AND c.id = :id", query -> query.bind("id", Base64Url.encode(id))).stream()
                .findFirst();
    }

    public List<Credential> of(DeviceId device) {
        return select(SELECT + " AND c.device = :device ORDER BY c.id", query -> query.bind("device", device.text()));
    }

    public List<Credential> of(PersonId person) {
        return select(SELECT + " AND d.person = :person ORDER BY c.id", query -> query.bind("person", person.text()));
    }

    private List<Credential> select(String sql, Function<Query, Query> bind) {
        return ground.database()
                .read(
                        centre,
                        rows -> bind.apply(rows.query(sql))
                                .map((rs, context) -> credential(rs))
                                .list());
    }

    /** Adds a further passkey to a device. */
    public Change add(DeviceId device, NewCredential credential) {
        return ground.database().write(centre, rows -> insert(ground, rows, device, credential));
    }

    static Change insert(Ground ground, Rows rows, DeviceId device, NewCredential credential) {
        Ground.requireSize(credential.cosePublicKey());
        require(
                credential.id().length >= 1 && credential.id().length <= ID_BYTES,
                "A passkey's id has 1 to 1023 bytes.");
        require(credential.userHandle().length <= HANDLE_BYTES, "A user handle has at most 64 bytes.");
        if (!Devices.isThere(rows, device)) {
            return Change.MISSING;
        }
        long same = rows.count(
                "SELECT COUNT(*) FROM credential WHERE centre = :centre AND id = :id",
                query -> query.bind("id", Base64Url.encode(credential.id())));
        if (same > 0) {
            return Change.EXISTS;
        }
        long held = rows.count(
                "SELECT COUNT(*) FROM credential WHERE centre = :centre AND device = :device",
                query -> query.bind("device", device.text()));
        if (held >= StoreLimits.CREDENTIALS_PER_DEVICE) {
            return Change.FULL;
        }
        rows.update("INSERT INTO credential (centre, id, device, user_handle, public_key, sign_count,"
                        + " backup_eligible, backed_up, added_day, last_used_day)"
                        + " VALUES (:centre, :id, :device, :handle, :key, :count, :eligible, :backed, :day, :day)")
                .bind("id", Base64Url.encode(credential.id()))
                .bind("device", device.text())
                .bind("handle", Base64Url.encode(credential.userHandle()))
                .bind("key", credential.cosePublicKey())
                .bind("count", credential.signCount())
                .bind("eligible", credential.backupEligible() ? 1 : 0)
                .bind("backed", credential.backedUp() ? 1 : 0)
                .bind("day", ground.seals().day())
                .execute();
        return Change.DONE;
    }

    /** Notes that a passkey was used today, with its counter and whether it is synced by now. */
    public Change used(byte[] id, long signCount, boolean backedUp) {
        return ground.database()
                .write(
                        centre,
                        rows -> rows.update("UPDATE credential SET sign_count = :count,"
                                                        + " backed_up = :backed, last_used_day = :day"
                                                        + " WHERE centre = :centre AND id = :id")
                                                .bind("count", signCount)
                                                .bind("backed", backedUp ? 1 : 0)
                                                .bind("day", ground.seals().day())
                                                .bind("id", Base64Url.encode(id))
                                                .execute()
                                        == 1
                                ? Change.DONE
                                : Change.MISSING);
    }

    private static Credential credential(ResultSet rs) throws SQLException {
        return new Credential(
                decoded(rs.getString("id")),
                new PersonId(rs.getString("person")),
                new DeviceId(rs.getString("device")),
                decoded(rs.getString("user_handle")),
                rs.getBytes("public_key"),
                rs.getLong("sign_count"),
                rs.getInt("backup_eligible") == 1,
                rs.getInt("backed_up") == 1,
                LocalDate.ofEpochDay(rs.getInt("added_day")),
                LocalDate.ofEpochDay(rs.getInt("last_used_day")));
    }

    private static byte[] decoded(String text) {
        return Objects.requireNonNull(Base64Url.decode(text));
    }
}
