package org.stillcall.leak;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.stillcall.base.Randomness;
import org.stillcall.store.CentreId;
import org.stillcall.store.Credential;
import org.stillcall.store.Device;
import org.stillcall.store.Person;
import org.stillcall.store.Recovery;
import org.stillcall.store.Store;
import org.stillcall.store.StoreSettings;
import org.stillcall.store.StoredPlan;
import org.stillcall.store.StoredRelease;
import org.stillcall.store.WrappedKey;
import org.stillcall.vault.FileRoot;
import org.stillcall.vault.KeyTable;
import org.stillcall.vault.OpenedTable;
import org.stillcall.vault.ReceiptLog;

/**
 * Somebody with a copy of the whole data folder, the root and the key table among it, and our own program, but with no
 * device: reads everything that the program gives out and takes every 32 bytes of it for a key.
 */
final class Burglar {
    private static final int KEY = 32;
    private static final int SMALL_FILE = 4096;

    /** Everything that came out of the copy. */
    final List<byte[]> loot = new ArrayList<>();
    /** The envelopes of plans, by the plans' ids. */
    final List<StoredPlan> plans = new ArrayList<>();
    /** The public keys that something is sealed to: a centre's, a device's, a sheet's. */
    private final Set<String> recipients = new TreeSet<>();

    Burglar(Path data) throws IOException, GeneralSecurityException {
        OpenedTable table = OpenedTable.in(data);
        loot.add(table.root());
        loot.addAll(table.keys());
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) <= SMALL_FILE) {
                    loot.add(Files.readAllBytes(file));
                }
            }
        }
        Randomness randomness = Randomness.secure();
        try (KeyTable keys = KeyTable.open(data, FileRoot.open(data.resolve("root")), randomness, Clock.systemUTC());
                ReceiptLog receipts = ReceiptLog.open(data.resolve(ReceiptLog.FOLDER), randomness, Clock.systemUTC());
                Store store = Store.open(
                        new StoreSettings.Embedded(data.resolve("stillcall.db")), keys, receipts, randomness)) {
            store.centres().list().forEach(centre -> rob(store, centre));
        }
    }

    private void rob(Store store, CentreId centre) {
        recipient(store.centres().find(centre).orElseThrow().publicKey());
        Recovery recovery = store.centres().recovery(centre).orElseThrow();
        recipient(recovery.publicKey());
        loot.addAll(List.of(recovery.sealed(), recovery.proofHash()));
        store.keys(centre).ofRecovery().forEach(this::wrapped);
        for (Device device : store.devices(centre).list()) {
            recipient(device.publicKey());
            store.keys(centre).of(device.id()).forEach(this::wrapped);
            for (Credential credential : store.credentials(centre).of(device.id())) {
                loot.addAll(List.of(credential.id(), credential.cosePublicKey(), credential.userHandle()));
            }
        }
        for (Person person : store.people(centre).list()) {
            loot.add(person.sealedName());
            loot.add(store.pins(centre).find(person.id()).orElseThrow());
        }
        for (StoredPlan plan : store.plans(centre).list()) {
            plans.add(plan);
            loot.addAll(List.of(plan.policy(), plan.envelope()));
            for (StoredRelease release : store.releases(centre).list(plan.id())) {
                loot.add(release.sealed());
            }
        }
    }

    private void wrapped(WrappedKey key) {
        loot.add(key.wrapped());
    }

    private void recipient(byte[] point) {
        recipients.add(Base64.getEncoder().encodeToString(point));
    }

    int recipients() {
        return recipients.size();
    }

    /** Each 32 bytes of it all that may be a key: the private half of a key that something is sealed to. */
    int privateKeys() {
        X9ECParameters curve = CustomNamedCurves.getByName("secp256r1");
        FixedPointCombMultiplier multiplier = new FixedPointCombMultiplier();
        int found = 0;
        for (byte[] candidate : candidates()) {
            BigInteger scalar = new BigInteger(1, candidate);
            if (scalar.signum() > 0 && scalar.compareTo(curve.getN()) < 0) {
                byte[] point = multiplier.multiply(curve.getG(), scalar).getEncoded(false);
                found += recipients.contains(Base64.getEncoder().encodeToString(point)) ? 1 : 0;
            }
        }
        return found;
    }

    /** How many of them open the envelope's ciphertext by themselves, as the key of the cipher. */
    int cipherKeys(String plan, byte[] envelope) throws GeneralSecurityException {
        int found = 0;
        for (byte[] candidate : candidates()) {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(candidate, "AES"),
                    new GCMParameterSpec(128, Arrays.copyOfRange(envelope, 79, 91)));
            cipher.updateAAD(Arrays.copyOf(envelope, 91));
            cipher.updateAAD(("plan/" + plan).getBytes(StandardCharsets.UTF_8));
            try {
                cipher.doFinal(envelope, 91, envelope.length - 91);
                found++;
            } catch (AEADBadTagException e) {
                continue; // as it has to be
            }
        }
        return found;
    }

    /** A private key of 32 random bytes has, but for one in many millions, at most four zeros. */
    List<byte[]> candidates() {
        Set<ByteBuffer> seen = new HashSet<>();
        for (byte[] piece : loot) {
            for (int at = 0; at + KEY <= piece.length; at++) {
                byte[] window = Arrays.copyOfRange(piece, at, at + KEY);
                int zeros = 0;
                for (byte each : window) {
                    zeros += each == 0 ? 1 : 0;
                }
                if (zeros <= 4) {
                    seen.add(ByteBuffer.wrap(window));
                }
            }
        }
        return seen.stream().map(ByteBuffer::array).toList();
    }
}
