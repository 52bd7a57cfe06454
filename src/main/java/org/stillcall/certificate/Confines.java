package org.stillcall.certificate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * For which names and addresses alone an authority may speak (RFC 5280 section 4.2.1.10). A kind of name that no
 * subtree mentions would be free: so addresses are shut out as a whole where none is configured, and mail as well.
 */
final class Confines {
    private static final int IPV4 = 4;
    private static final int IPV6 = 16;
    /** In a permitted tree: mailboxes at this host alone, which does not exist (RFC 6761 section 6.4). */
    private static final String NO_MAIL = "mail.invalid";

    private Confines() {}

    static NameConstraints of(List<? extends Host> hosts) {
        List<GeneralSubtree> permitted = new ArrayList<>();
        List<GeneralSubtree> excluded = new ArrayList<>();
        boolean addresses = false;
        for (Host host : hosts) {
            switch (host) {
                case Host.Name name -> permitted.add(tree(new GeneralName(GeneralName.dNSName, name.text())));
                case Host.Address address -> {
                    permitted.add(tree(address(address.address().getAddress(), (byte) 0xff)));
                    addresses = true;
                }
            }
        }
        if (!addresses) {
            excluded.add(tree(address(new byte[IPV4], (byte) 0)));
            excluded.add(tree(address(new byte[IPV6], (byte) 0)));
        }
        permitted.add(tree(new GeneralName(GeneralName.rfc822Name, NO_MAIL)));
        return new NameConstraints(
                permitted.toArray(GeneralSubtree[]::new),
                excluded.isEmpty() ? null : excluded.toArray(GeneralSubtree[]::new));
    }

    private static GeneralSubtree tree(GeneralName name) {
        return new GeneralSubtree(name);
    }

    /** An address and its mask, of the same length. */
    private static GeneralName address(byte[] address, byte mask) {
        byte[] both = Arrays.copyOf(address, 2 * address.length);
        Arrays.fill(both, address.length, both.length, mask);
        return new GeneralName(GeneralName.iPAddress, new DEROctetString(both));
    }

    /** What an authority of ours may speak for; empty when it has no such confines. */
    static Optional<Set<Host>> read(X509Certificate authority) {
        byte[] wrapped = authority.getExtensionValue(Extension.nameConstraints.getId());
        if (wrapped == null) {
            return Optional.empty();
        }
        Set<Host> hosts = new HashSet<>();
        NameConstraints constraints =
                NameConstraints.getInstance(ASN1OctetString.getInstance(wrapped).getOctets());
        GeneralSubtree[] permitted = constraints.getPermittedSubtrees();
        for (GeneralSubtree tree : permitted == null ? new GeneralSubtree[0] : permitted) {
            GeneralName base = tree.getBase();
            switch (base.getTagNo()) {
                case GeneralName.dNSName ->
                    hosts.add(new Host.Name(base.getName().toString()));
                case GeneralName.iPAddress -> {
                    byte[] both = ASN1OctetString.getInstance(base.getName()).getOctets();
                    hosts.add(new Host.Address(inet(Arrays.copyOf(both, both.length / 2))));
                }
                default -> {}
            }
        }
        return Optional.of(hosts);
    }

    private static InetAddress inet(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("An address has 4 or 16 bytes.", e);
        }
    }
}
