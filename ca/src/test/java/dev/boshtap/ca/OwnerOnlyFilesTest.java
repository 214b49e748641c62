package dev.boshtap.ca;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Windows, as far as a file system in memory is one: access control lists and owners. */
class OwnerOnlyFilesTest {

  private static final String SYSTEM = "NT-AUTORIT\u00c4T\\SYSTEM";
  private static final String ADMINISTRATORS = "VORDEFINIERT\\Administratoren";

  private final FileSystem windows =
      Jimfs.newFileSystem(
          Configuration.windows().toBuilder()
              .setAttributeViews("basic", "owner", "acl")
              .setDefaultAttributeValue("owner:owner", ADMINISTRATORS)
              .build());

  @AfterEach
  void close() throws IOException {
    windows.close();
  }

  @Test
  void whatAnAdministratorMakesIsTheUsersOwn() throws IOException {
    String user = System.getProperty("user.name");
    Path key = Files.createFile(windows.getPath("C:\\key"));
    acl(key).setAcl(List.of(entry(user, AclEntryPermission.READ_DATA)));
    assertThat(OwnerOnlyFiles.looseness(key)).isPresent();

    OwnerOnlyFiles.own(key);

    assertThat(Files.getOwner(key)).isEqualTo(principal(user));
    assertThat(OwnerOnlyFiles.looseness(key)).isEmpty();
  }

  @Test
  void whoMayWriteWhereWindowsLiesIsOfTheMachineInAnyLanguage() throws IOException {
    Path root =
        Files.createDirectories(
            windows.getPath(
                Optional.ofNullable(System.getenv("SystemRoot")).orElse("C:\\Windows")));
    acl(root)
        .setAcl(
            List.of(
                entry(SYSTEM, AclEntryPermission.WRITE_DATA),
                entry(ADMINISTRATORS, AclEntryPermission.WRITE_DATA),
                entry("VORDEFINIERT\\Benutzer", AclEntryPermission.READ_DATA)));
    Path key = windows.getPath("C:\\key");
    Files.createFile(key);
    OwnerOnlyFiles.own(key);

    acl(key).setAcl(List.of(entry(SYSTEM, AclEntryPermission.READ_DATA)));
    assertThat(OwnerOnlyFiles.looseness(key)).isEmpty();
    acl(key).setAcl(List.of(entry("VORDEFINIERT\\Benutzer", AclEntryPermission.READ_DATA)));
    assertThat(OwnerOnlyFiles.looseness(key))
        .hasValueSatisfying(found -> assertThat(found).startsWith("open to VORDEFINIERT"));
  }

  private AclEntry entry(String name, AclEntryPermission permission) throws IOException {
    return AclEntry.newBuilder()
        .setType(AclEntryType.ALLOW)
        .setPrincipal(principal(name))
        .setPermissions(permission)
        .build();
  }

  private UserPrincipal principal(String name) throws IOException {
    return windows.getUserPrincipalLookupService().lookupPrincipalByName(name);
  }

  private static AclFileAttributeView acl(Path path) {
    return Objects.requireNonNull(
        Files.getFileAttributeView(path, AclFileAttributeView.class), "no access control lists");
  }
}
