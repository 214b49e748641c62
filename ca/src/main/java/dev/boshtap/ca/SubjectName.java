package dev.boshtap.ca;

import java.net.IDN;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.util.IPAddress;

/**
 * A host as a certificate names it.
 *
 * @param text lower case, without brackets, zone or final dot
 * @param alternative the subjectAltName: a DNS name or an address
 */
record SubjectName(String text, GeneralName alternative) {

  static SubjectName of(String host) {
    String text = host.toLowerCase(Locale.ROOT);
    if (text.startsWith("[") && text.endsWith("]")) {
      text = text.substring(1, text.length() - 1);
    }
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    if (IPAddress.isValidIPv4(address) || IPAddress.isValidIPv6(address)) {
      return new SubjectName(address, new GeneralName(GeneralName.iPAddress, address));
    }
    if (text.endsWith(".")) {
      text = text.substring(0, text.length() - 1);
    }
    text = ascii(text);
    return new SubjectName(text, new GeneralName(GeneralName.dNSName, text));
  }

  boolean isAddress() {
    return alternative.getTagNo() == GeneralName.iPAddress;
  }

  /** The 4 or 16 bytes of an address. */
  byte[] address() {
    return ASN1OctetString.getInstance(alternative.getName()).getOctets();
  }

  /** A dNSName is an IA5String (RFC 5280, 4.2.1.6). */
  private static String ascii(String name) {
    if (isAscii(name)) {
      return name;
    }
    try {
      String encoded = IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
      if (isAscii(encoded)) {
        return encoded;
      }
    } catch (IllegalArgumentException e) {
      // A label that IDNA has no form for: no client can ask for it either.
    }
    return name.replaceAll("[^\\x21-\\x7e]", "?");
  }

  private static boolean isAscii(String name) {
    return name.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }
}
