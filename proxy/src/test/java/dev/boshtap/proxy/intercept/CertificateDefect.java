package dev.boshtap.proxy.intercept;

import dev.boshtap.proxy.intercept.TlsServer.Setup;
import dev.boshtap.proxy.trust.CertificateProblem.Kind;
import dev.boshtap.proxy.trust.TestPki;
import dev.boshtap.proxy.trust.TestPki.Held;
import dev.boshtap.proxy.trust.TestPki.Request;
import java.time.Duration;

/** Each way in which a server's certificate can be wrong, and how it is called then. */
enum CertificateDefect {
  SELF_SIGNED(Kind.SELF_SIGNED, "is self-signed") {
    @Override
    Setup on(Pki pki) {
      return Setup.of(request().selfSigned());
    }
  },
  UNKNOWN_ISSUER(Kind.UNKNOWN_ISSUER, "issuer is not known here (CN=Stranger CA)") {
    @Override
    Setup on(Pki pki) {
      Held stranger = new Request("Stranger CA").ca().selfSigned();
      return Setup.of(request().by(stranger), stranger.certificate());
    }
  },
  MISSING_INTERMEDIATE(
      Kind.MISSING_ISSUER,
      "no certificate of CN=Issuing CA, who issued the certificate, and none is known here (it"
          + " should be at http://ca.example/issuing.cer)") {
    @Override
    Setup on(Pki pki) {
      return Setup.of(request().issuerAt("http://ca.example/issuing.cer").by(pki.issuing()));
    }
  },
  MISSING_IN_THE_MIDDLE(Kind.MISSING_ISSUER, "no certificate of CN=Issuing CA") {
    @Override
    Setup on(Pki pki) {
      return Setup.of(request().by(pki.issuing()), pki.root().certificate());
    }
  },
  BROKEN_CHAIN(Kind.BROKEN_CHAIN, "CN=Issuing CA as its issuer, whose key did not sign it") {
    @Override
    Setup on(Pki pki) {
      return Setup.of(request().byImpostorOf(pki.issuing()), pki.issuing().certificate());
    }
  },
  FORGED_ROOT(Kind.BROKEN_CHAIN, "CN=Company CA as its issuer, whose key did not sign it") {
    @Override
    Setup on(Pki pki) {
      return Setup.of(request().byImpostorOf(pki.root()));
    }
  },
  SIGNED_BY_NO_CA(Kind.BROKEN_CHAIN, "CN=Printer was used to sign and may not be") {
    @Override
    Setup on(Pki pki) {
      Held printer = new Request("Printer").dns("printer.example.com").by(pki.root());
      return Setup.of(request().by(printer), printer.certificate());
    }
  },
  EXPIRED(Kind.EXPIRED, "the certificate expired on 20") {
    @Override
    Setup on(Pki pki) {
      return Setup.of(request().valid(Duration.ofDays(-9), Duration.ofDays(-2)).by(pki.root()));
    }
  },
  EXPIRED_ISSUER(Kind.EXPIRED, "the certificate of its issuer CN=Old CA expired on 20") {
    @Override
    Setup on(Pki pki) {
      Held old =
          new Request("Old CA").ca().valid(Duration.ofDays(-9), Duration.ofDays(-2)).by(pki.root());
      return Setup.of(request().by(old), old.certificate());
    }
  },
  NOT_YET_VALID(Kind.NOT_YET_VALID, "the certificate is not valid before 20") {
    @Override
    Setup on(Pki pki) {
      return Setup.of(request().valid(Duration.ofDays(2), Duration.ofDays(9)).by(pki.root()));
    }
  },
  WRONG_NAME(Kind.WRONG_NAME, "for another name: other.example.com") {
    @Override
    Setup on(Pki pki) {
      return Setup.of(new Request("other").dns("other.example.com").by(pki.root()));
    }
  },
  SHA1_SIGNATURE(Kind.WEAK_SIGNATURE, "is signed with SHA1WITHECDSA, which can be forged") {
    @Override
    Setup on(Pki pki) {
      return Setup.of(request().digest("SHA1").by(pki.root()));
    }
  },
  MD5_SIGNATURE(Kind.WEAK_SIGNATURE, "is signed with MD5WITHRSA, which can be forged") {
    @Override
    Setup on(Pki pki) {
      return Setup.of(request().digest("MD5").by(pki.rsaRoot()));
    }
  },
  SHA1_ISSUER(Kind.WEAK_SIGNATURE, "issuer CN=Sub CA is signed with SHA1WITHECDSA") {
    @Override
    Setup on(Pki pki) {
      Held sub = new Request("Sub CA").ca().digest("SHA1").by(pki.root());
      return Setup.of(request().by(sub), sub.certificate());
    }
  },
  SHORT_KEY(Kind.WEAK_KEY, "has a key of 1024 bits (expected: RSA of 2048 or more)") {
    @Override
    Setup on(Pki pki) {
      return Setup.of(request().keys(TestPki.rsa(1024)).by(pki.root()));
    }
  },
  REVOKED(Kind.REVOKED, "the certificate was revoked by its issuer on 20") {
    @Override
    Setup on(Pki pki) {
      Held own = request().by(pki.root());
      return Setup.of(own)
          .stapling(
              TestPki.ocsp(own.certificate(), pki.root(), pki.root().keys(), TestPki.revoked()));
    }
  },
  NAME_CONSTRAINTS(Kind.NAME_CONSTRAINTS, "may not sign for its names, localhost") {
    @Override
    Setup on(Pki pki) {
      Held branch = new Request("Branch CA").ca().permitted("branch.example.com").by(pki.root());
      return Setup.of(request().by(branch), branch.certificate());
    }
  },
  NAME_CONSTRAINTS_OF_THE_ROOT(Kind.NAME_CONSTRAINTS, "may not sign for its names, localhost") {
    @Override
    Setup on(Pki pki) {
      return Setup.of(request().by(pki.constrainedRoot()));
    }
  };

  /** Whom the proxy is told to trust, and one whom it does not know but who is in order. */
  record Pki(Held root, Held rsaRoot, Held constrainedRoot, Held issuing) {
    static Pki create() {
      Held root = new Request("Company CA").ca().selfSigned();
      return new Pki(
          root,
          new Request("Company RSA CA").ca().keys(TestPki.rsa(2048)).selfSigned(),
          new Request("Constrained CA").ca().permitted("example.com").selfSigned(),
          new Request("Issuing CA").ca().by(root));
    }
  }

  private final Kind kind;
  private final String words;

  CertificateDefect(Kind kind, String words) {
    this.kind = kind;
    this.words = words;
  }

  private static Request request() {
    return new Request("server").dns(TlsWorld.HOST);
  }

  /** A server that has it. */
  abstract Setup on(Pki pki);

  Kind kind() {
    return kind;
  }

  /** What is said of it. */
  String words() {
    return words;
  }
}
