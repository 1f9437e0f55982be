import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.github.doocs.im.ImClient;
import io.github.doocs.im.model.message.TIMMsgElement;
import io.github.doocs.im.model.message.TIMTextMsgElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls methods of the Java client, which a JSON object on standard input names, and prints the list of what the client read into
 * its own types.
 */
public class Drive {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setSerializationInclusion(JsonInclude.Include.NON_NULL)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .registerModule(new SimpleModule().addAbstractTypeMapping(TIMMsgElement.class, TIMTextMsgElement.class));

  public static void main(String[] arguments) throws Exception {
    JsonNode work = JSON.readTree(System.in);
    JsonNode admin = work.get("admin");
    ImClient client =
        new ImClient(
            admin.get("sdkAppId").asLong(),
            admin.get("identifier").asText(),
            admin.get("secretKey").asText(),
            work.get("host").asText());
    List<Object> results = new ArrayList<>();
    for (JsonNode call : work.get("calls")) {
      Object service = ImClient.class.getField(call.get(0).asText()).get(client);
      Method method = methodOf(service, call.get(1).asText());
      Object request = JSON.treeToValue(call.get(2), method.getParameterTypes()[0]);
      results.add(method.invoke(service, request));
    }
    System.out.print(JSON.writeValueAsString(results));
    // The client keeps its connections, and with them the process, for minutes.
    System.exit(0);
  }

  private static Method methodOf(Object service, String name) {
    for (Method method : service.getClass().getMethods())
      if (method.getName().equals(name) && method.getParameterCount() == 1) return method;
    throw new IllegalArgumentException(name);
  }
}
