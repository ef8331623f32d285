package dev.rushes.models.examination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.models.ModelCard;
import dev.rushes.models.Problem;
import dev.rushes.models.onnx.OnnxRuntime;
import java.util.List;

/** The card of a model that was examined. */
final class Card {

    private Card() {
    }

    /**
     * As JSON.
     * @param file name of the weights beside it
     * @param sha256 of these
     * @throws Problem INVALID if the catalogue would not take it
     */
    static byte[] write(Naming naming, Found found, String file, String sha256) {
        ObjectNode card = Letters.JSON.createObjectNode();
        card.put("id", naming.id()).put("version", "1").put("task", found.task()).put("title", naming.title());
        card.put("file", file).put("sha256", sha256).put("layout", found.layout()).put("dtype", found.dtype());
        card.set("range", pair(found.range()));
        card.set("output_range", found.outputRange().equals(found.range()) ? null : pair(found.outputRange()));
        card.put("channels", found.channels());
        ObjectNode inputs = card.putObject("inputs").put("picture", found.picture()).put("sigma", found.sigma());
        if (found.sigma() != null) {
            inputs.put("sigma_form", found.sigmaForm()).put("sigma_unit", found.sigmaUnit());
        }
        card.put("output", found.output()).put("scale", found.scale()).put("multiple", found.multiple());
        if (found.width() > 0) {
            card.putObject("size").put("width", found.width()).put("height", found.height());
        }
        card.put("halo", found.halo()).put("window", found.window()).put("sigma_max", found.sigmaMax());
        card.put("speed", found.speed()).put("parameters", found.parameters());
        card.put("gflop_per_megapixel", found.gflopPerMegapixel()).put("licence", naming.licence());
        card.put("source", naming.source()).put("training_data", "unknown");
        card.putArray("quality").addPOJO(Letters.JSON.valueToTree(found.quality()));
        card.put("measured_by", "rushes models add, ONNX Runtime " + OnnxRuntime.version());
        card.set("findings", Letters.JSON.valueToTree(found.findings()));
        try {
            byte[] json = Letters.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(card);
            ModelCard.parse(naming.id() + ".json", json);
            return json;
        }
        catch (JsonProcessingException ex) {
            throw Problem.internal(ex, "the card of %s cannot be written", naming.id());
        }
    }

    private static ArrayNode pair(List<Double> range) {
        return Letters.JSON.createArrayNode().add(range.get(0)).add(range.get(1));
    }

}
