package dev.boshtap.proxy.real;

import de.sstoehr.harreader.HarReader;
import de.sstoehr.harreader.HarReaderException;
import de.sstoehr.harreader.model.HarEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A HAR as others read it.
 *
 * @param path where it is
 */
record HarFile(Path path) {

  /** What har-validator has against it, if anything. */
  Optional<String> againstValidator() throws IOException {
    return NpmPackages.againstHar(path);
  }

  /** What Playwright's reader gives a page otherwise than it stands there, if anything. */
  Optional<String> misreadByPlaywright() throws IOException {
    return NpmPackages.misreadHar(path);
  }

  /** The entries, by a reader that is not ours. */
  List<HarEntry> entries() throws HarReaderException {
    return new HarReader().readFromFile(path.toFile()).log().entries();
  }

  /** The entries as they stand, our own fields too, of one server. */
  List<JsonNode> entriesOf(String server) {
    List<JsonNode> entries = new ArrayList<>();
    for (JsonNode entry : JsonMapper.shared().readTree(path).path("log").path("entries")) {
      if (entry.path("request").path("url").asString().startsWith("https://" + server + "/")) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
