package org.stillcall.helpline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Randomness;
import org.stillcall.store.Arrival;
import org.stillcall.store.CentreId;
import org.stillcall.store.Change;
import org.stillcall.store.DeviceId;
import org.stillcall.store.DeviceKind;
import org.stillcall.store.NewCentre;
import org.stillcall.store.NewCredential;
import org.stillcall.store.NewDevice;
import org.stillcall.store.NewPerson;
import org.stillcall.store.PersonId;
import org.stillcall.store.Recovery;
import org.stillcall.store.Role;
import org.stillcall.store.Store;
import org.stillcall.store.StoreSettings;
import org.stillcall.vault.EnvelopeTwin;
import org.stillcall.vault.FileRoot;
import org.stillcall.vault.KeyTable;
import org.stillcall.vault.ReceiptLog;

/** A store in a folder with one centre, whose private key the test holds. */
final class Keeping implements AutoCloseable {
    final Randomness randomness = Randomness.secure();
    final KeyPair centreKey;
    final CentreId centre;
    Store store;

    private final Path folder;
    private KeyTable keys;
    private ReceiptLog receipts;

    Keeping(Path folder) throws GeneralSecurityException {
        this.folder = folder;
        centreKey = EnvelopeTwin.newPair();
        centre = new CentreId(id());
        open();
        PersonId person = new PersonId(id());
        NewDevice device = new NewDevice(new DeviceId(id()), person, DeviceKind.PHONE, bytes("device public"));
        NewCredential credential = new NewCredential(bytes("passkey"), bytes("handle"), bytes("cose"), 0, false, false);
        NewPerson first = new NewPerson(person, Role.COORDINATOR, bytes("sealed name"), 1);
        assertEquals(
                Change.DONE,
                store.centres()
                        .make(new NewCentre(
                                centre,
                                EnvelopeTwin.point(centreKey.getPublic()),
                                "{}",
                                new Recovery(bytes("public"), bytes("sealed"), bytes("proof")),
                                bytes("wrapped for the sheet"),
                                new Arrival(Optional.of(first), device, credential, Map.of(1, bytes("wrapped"))))));
    }

    private String id() {
        byte[] bytes = new byte[16];
        randomness.nextBytes(bytes);
        return Base64Url.encode(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private void open() {
        Clock clock = Clock.systemUTC();
        keys = KeyTable.open(folder.resolve("keys"), FileRoot.open(folder.resolve("root")), randomness, clock);
        receipts = ReceiptLog.open(folder.resolve("receipts"), randomness, clock);
        store = Store.open(new StoreSettings.Embedded(folder.resolve("kept.db")), keys, receipts, randomness);
    }

    /** As after a kill. */
    void restart() {
        close();
        open();
        store.reconcile();
    }

    @Override
    public void close() {
        store.close();
        receipts.close();
        keys.close();
    }
}
