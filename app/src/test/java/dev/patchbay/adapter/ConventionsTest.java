package dev.patchbay.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.naming.LinkedModule;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every naming convention in the wild, one row each: some names as the tool writes them, the axes that tell the convention, and the module
 * of the base that the first adapter module is.
 */
class ConventionsTest {

    /**
     * @param tensors {@code name shape}, separated by line breaks
     * @param axes container, component, namespace, suffix, infix, alpha, fusion, algorithm, magnitude
     * @param base catalogue name
     * @param modules of the base that the first module is; none if the base lacks it
     * @param rank of the first module
     * @param scale of the first module
     * @param leftovers how many tensors belong to no module
     */
    record Row(String tool, String tensors, String axes, String base, List<String> modules, long rank, double scale, int leftovers) {

        @Override
        public String toString() {
            return tool;
        }
    }

    private static final List<String> TO_Q = List.of("transformer_blocks.0.attn1.to_q");
    private static final List<String> TO_OUT = List.of("transformer_blocks.0.attn1.to_out.0");
    private static final List<String> FLUX_QKV =
            List.of("transformer_blocks.0.attn.to_q", "transformer_blocks.0.attn.to_k", "transformer_blocks.0.attn.to_v");
    private static final List<String> FLUX_TEXT_QKV =
            List.of("transformer_blocks.0.attn.add_q_proj", "transformer_blocks.0.attn.add_k_proj", "transformer_blocks.0.attn.add_v_proj");
    private static final List<String> SD_QUERY = List.of("down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q");
    private static final List<String> SDXL_QUERY = List.of("down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_q");
    private static final List<String> WAN_QUERY = List.of("blocks.0.attn1.to_q");

    static Stream<Row> rows() {
        return Stream.of(
                row("PEFT (F1)", """
                        base_model.model.transformer_blocks.0.attn1.to_q.lora_A.weight 4 1920
                        base_model.model.transformer_blocks.0.attn1.to_q.lora_B.weight 1920 4
                        base_model.model.proj_out.modules_to_save.weight 8 8
                        base_model.model.norm_out.linear.weight 8 8""",
                        "base_model.model none diffusers lora_A/lora_B none none split lora none", "cogvideox-2b", TO_Q, 4, 1, 2),
                row("PEFT kept in memory (F1)", """
                        base_model.model.transformer_blocks.0.attn1.to_q.lora_A.default.weight 4 1920
                        base_model.model.transformer_blocks.0.attn1.to_q.lora_B.default.weight 1920 4
                        base_model.model.transformer_blocks.0.attn1.to_q.lora_magnitude_vector.default.weight 1920""",
                        "base_model.model none diffusers lora_A/lora_B default none split lora output", "cogvideox-2b", TO_Q, 4, 1, 0),
                row("PEFT with DoRA and a bias (F1)", """
                        base_model.model.transformer_blocks.0.attn1.to_q.lora_A.weight 4 1920
                        base_model.model.transformer_blocks.0.attn1.to_q.lora_B.weight 1920 4
                        base_model.model.transformer_blocks.0.attn1.to_q.lora_B.bias 1920
                        base_model.model.transformer_blocks.0.attn1.to_q.lora_magnitude_vector 1920""",
                        "base_model.model none diffusers lora_A/lora_B none none split lora output", "cogvideox-2b", TO_Q, 4, 1, 0),
                row("diffusers (F2)", """
                        transformer.transformer_blocks.0.attn1.to_q.lora_A.weight 4 1920
                        transformer.transformer_blocks.0.attn1.to_q.lora_B.weight 1920 4""",
                        "none transformer diffusers lora_A/lora_B none none split lora none", "cogvideox-2b", TO_Q, 4, 1, 0),
                row("diffusers UNet of 2023 (F3)", """
                        unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora.down.weight 4 320
                        unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora.up.weight 320 4
                        text_encoder.text_model.encoder.layers.0.self_attn.q_proj.lora_linear_layer.down.weight 4 768
                        text_encoder.text_model.encoder.layers.0.self_attn.q_proj.lora_linear_layer.up.weight 768 4""",
                        "none unet,text_encoder diffusers lora.down/lora.up,lora_linear_layer.down/up none none split lora none",
                        "stable-diffusion-1.5", SD_QUERY, 4, 1, 0),
                row("diffusers attention processors (F4)", """
                        down_blocks.0.attentions.0.transformer_blocks.0.attn1.processor.to_q_lora.down.weight 4 320
                        down_blocks.0.attentions.0.transformer_blocks.0.attn1.processor.to_q_lora.up.weight 320 4""",
                        "none none diffusers processor.to_q_lora.down/up none none split lora none", "stable-diffusion-1.5", SD_QUERY, 4, 1,
                        0),
                row("kohya, SD 1.5 (F5)", """
                        lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q.lora_down.weight 8 320
                        lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q.lora_up.weight 320 8
                        lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q.alpha =4""",
                        "lora_unet none flattened lora_down/lora_up none tensor split lora none", "stable-diffusion-1.5", SD_QUERY, 8, 0.5,
                        0),
                row("kohya, SDXL (F5)", """
                        lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q.lora_down.weight 8 640
                        lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q.lora_up.weight 640 8
                        lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q.alpha =1""",
                        "lora_unet none flattened lora_down/lora_up none tensor split lora none", "stable-diffusion-xl", SDXL_QUERY, 8,
                        0.125, 0),
                row("kohya, second text encoder (F5)", """
                        lora_te2_text_model_encoder_layers_0_mlp_fc1.lora_down.weight 8 1280
                        lora_te2_text_model_encoder_layers_0_mlp_fc1.lora_up.weight 5120 8
                        lora_te2_text_model_encoder_layers_0_mlp_fc1.alpha =8""",
                        "lora_te2 none flattened lora_down/lora_up none tensor split lora none", "stable-diffusion-xl",
                        List.of("text_model.encoder.layers.0.mlp.fc1"), 8, 1, 0),
                row("kohya, FLUX (F5)", """
                        lora_unet_double_blocks_0_img_attn_qkv.lora_down.weight 4 3072
                        lora_unet_double_blocks_0_img_attn_qkv.lora_up.weight 9216 4
                        lora_unet_double_blocks_0_img_attn_qkv.alpha =4""",
                        "lora_unet none flattened lora_down/lora_up none tensor fused lora none", "flux.1-dev", FLUX_QKV, 4, 1, 0),
                row("VideoX-Fun (F6)", """
                        lora_unet__transformer_blocks_0_attn1_to_q.lora_down.weight 4 3072
                        lora_unet__transformer_blocks_0_attn1_to_q.lora_up.weight 3072 4
                        lora_unet__transformer_blocks_0_attn1_to_q.alpha =2""",
                        "lora_unet_ none flattened lora_down/lora_up none tensor split lora none", "cogvideox-5b", TO_Q, 4, 0.5, 0),
                row("SAT (F7)", """
                        model.diffusion_model.transformer.layers.0.attention.query_key_value.matrix_A.0 8 1920
                        model.diffusion_model.transformer.layers.0.attention.query_key_value.matrix_B.0 1920 8
                        model.diffusion_model.transformer.layers.0.attention.query_key_value.original.weight 6 2
                        conditioner.embedders.0.transformer.shared.weight 4 4""",
                        "none none sat matrix_A/matrix_B none none split lora none", "cogvideox-2b", TO_Q, 8, 0.125, 2),
                row("CogVideo's exporter (F8)", """
                        transformer.transformer_blocks.0.attn1.to_out.0.lora_A.weight 8 1920
                        transformer.transformer_blocks.0.attn1.to_out.0.lora_B.weight 1920 8""",
                        "none transformer diffusers lora_A/lora_B none none split lora none", "cogvideox-2b", TO_OUT, 8, 1, 0),
                row("DiffSynth-Studio (F11)", """
                        blocks.0.self_attn.q.lora_A.default.weight 4 1536
                        blocks.0.self_attn.q.lora_B.default.weight 1536 4""",
                        "none none native lora_A/lora_B default none split lora none", "wan2.1-t2v-1.3b", WAN_QUERY, 4, 1, 0),
                row("OneTrainer, legacy (F12)", """
                        lora_transformer_transformer_blocks_0_attn_to_q.lora_down.weight 4 3072
                        lora_transformer_transformer_blocks_0_attn_to_q.lora_up.weight 3072 4
                        lora_transformer_transformer_blocks_0_attn_to_q.alpha =4
                        lora_transformer_transformer_blocks_0_attn_to_q.dora_scale 1 3072
                        bundle_emb.token.clip_l 1 768
                        _aux.steps 1""",
                        "lora_transformer none flattened lora_down/lora_up none tensor split lora input", "flux.1-dev",
                        List.of("transformer_blocks.0.attn.to_q"), 4, 1, 2),
                row("OneTrainer, diffusers names with kohya's suffix (F12)", """
                        transformer.transformer_blocks.0.attn.to_q.lora_down.weight 4 3072
                        transformer.transformer_blocks.0.attn.to_q.lora_up.weight 3072 4""",
                        "none transformer diffusers lora_down/lora_up none none split lora none", "flux.1-dev",
                        List.of("transformer_blocks.0.attn.to_q"), 4, 1, 0),
                row("musubi-tuner, Wan (F13)", """
                        lora_unet_blocks_0_self_attn_q.lora_down.weight 4 5120
                        lora_unet_blocks_0_self_attn_q.lora_up.weight 5120 4
                        lora_unet_blocks_0_self_attn_q.alpha =4""",
                        "lora_unet none flattened lora_down/lora_up none tensor split lora none", "wan2.1-t2v-14b", WAN_QUERY, 4, 1, 0),
                row("musubi-tuner, Hunyuan (F13)", """
                        lora_unet_double_blocks_0_txt_attn_qkv.lora_down.weight 4 3072
                        lora_unet_double_blocks_0_txt_attn_qkv.lora_up.weight 9216 4
                        lora_unet_double_blocks_0_txt_attn_qkv.alpha =4""",
                        "lora_unet none flattened lora_down/lora_up none tensor fused lora none", "hunyuan-video", FLUX_TEXT_QKV, 4, 1, 0),
                row("musubi-tuner with split_dims (F13)", """
                        lora_unet_double_blocks_0_img_attn_qkv.lora_down.0.weight 4 3072
                        lora_unet_double_blocks_0_img_attn_qkv.lora_down.1.weight 4 3072
                        lora_unet_double_blocks_0_img_attn_qkv.lora_up.0.weight 3072 4
                        lora_unet_double_blocks_0_img_attn_qkv.lora_up.1.weight 3072 4
                        lora_unet_double_blocks_0_img_attn_qkv.alpha =2""",
                        "lora_unet none flattened lora_down/lora_up none tensor split lora none", "hunyuan-video",
                        List.of("transformer_blocks.0.attn.to_q"), 4, 0.5, 0),
                row("ai-toolkit with DoRA (F14)", """
                        diffusion_model.blocks.0.self_attn.q.lora_A.weight 4 5120
                        diffusion_model.blocks.0.self_attn.q.lora_B.weight 5120 4
                        diffusion_model.blocks.0.self_attn.q.magnitude 5120""",
                        "diffusion_model none native lora_A/lora_B none none split lora output", "wan2.1-t2v-14b", WAN_QUERY, 4, 1, 0),
                row("XLabs, text stream (F15)", """
                        double_blocks.0.processor.qkv_lora2.down.weight 16 3072
                        double_blocks.0.processor.qkv_lora2.up.weight 9216 16""",
                        "none none native processor.qkv_lora.down/up none none fused lora none", "flux.1-dev", FLUX_TEXT_QKV, 16, 1, 0),
                row("XLabs, single block (F15)", """
                        single_blocks.0.processor.proj_lora.down.weight 16 15360
                        single_blocks.0.processor.proj_lora.up.weight 3072 16""",
                        "none none native processor.qkv_lora.down/up none none split lora none", "flux.1-dev",
                        List.of("single_transformer_blocks.0.proj_out"), 16, 1, 0),
                row("BFL control LoRA (F16)", """
                        img_in.lora_A.weight 128 128
                        img_in.lora_B.weight 3072 128
                        img_in.lora_B.bias 3072
                        single_blocks.0.norm.key_norm.scale 128""",
                        "none none native lora_A/lora_B none none split lora none", "flux.1-dev", List.of("x_embedder"), 128, 1, 1),
                row("ComfyUI, native names (F17)", """
                        diffusion_model.blocks.0.self_attn.q.lora_down.weight 4 5120
                        diffusion_model.blocks.0.self_attn.q.lora_up.weight 5120 4
                        diffusion_model.blocks.0.self_attn.q.alpha =2
                        diffusion_model.blocks.0.self_attn.q.diff_b 5120
                        diffusion_model.blocks.0.self_attn.q.reshape_weight 2""",
                        "diffusion_model none native lora_down/lora_up none tensor split lora none", "wan2.1-t2v-14b", WAN_QUERY, 4, 0.5,
                        0),
                row("ComfyUI, text encoder (F17)", """
                        text_encoders.clip_l.transformer.text_model.encoder.layers.0.mlp.fc1.lora_A.weight 4 768
                        text_encoders.clip_l.transformer.text_model.encoder.layers.0.mlp.fc1.lora_B.weight 3072 4""",
                        "text_encoders clip_l native lora_A/lora_B none none split lora none", "flux.1-dev",
                        List.of("encoder.layers.0.mlp.fc1"), 4, 1, 0),
                row("ComfyUI, _lora suffix (F17)", """
                        unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q_lora.down.weight 4 320
                        unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q_lora.up.weight 320 4""",
                        "none unet diffusers _lora.down/_lora.up none none split lora none", "stable-diffusion-1.5", SD_QUERY, 4, 1, 0),
                row("ComfyUI, a weight that replaces (F17)", """
                        diffusion_model.blocks.0.self_attn.q.set_weight 5120 5120""",
                        "diffusion_model none native diff/diff_b none none split full_diff none", "wan2.1-t2v-14b", WAN_QUERY, 0, 1, 0),
                row("LyCORIS LoCon of a convolution (F18)", """
                        lora_unet_down_blocks_0_resnets_0_conv1.lora_down.weight 4 320 1 1
                        lora_unet_down_blocks_0_resnets_0_conv1.lora_mid.weight 4 4 3 3
                        lora_unet_down_blocks_0_resnets_0_conv1.lora_up.weight 320 4 1 1
                        lora_unet_down_blocks_0_resnets_0_conv1.dora_scale 320 1 1 1
                        lora_unet_down_blocks_0_resnets_0_conv1.alpha =2""",
                        "lora_unet none flattened lora_down/lora_up none tensor split lora output", "stable-diffusion-1.5",
                        List.of("down_blocks.0.resnets.0.conv1"), 4, 0.5, 0),
                row("LyCORIS LoHa (F18)", """
                        lycoris_transformer_blocks_0_attn1_to_q.hada_w1_a 1920 4
                        lycoris_transformer_blocks_0_attn1_to_q.hada_w1_b 4 1920
                        lycoris_transformer_blocks_0_attn1_to_q.hada_w2_a 1920 4
                        lycoris_transformer_blocks_0_attn1_to_q.hada_w2_b 4 1920
                        lycoris_transformer_blocks_0_attn1_to_q.alpha =2""",
                        "lycoris none flattened hada none tensor split loha none", "cogvideox-2b", TO_Q, 4, 0.5, 0),
                row("LyCORIS LoKr (F18)", """
                        lycoris_transformer_blocks_0_attn1_to_q.lokr_w1 16 16
                        lycoris_transformer_blocks_0_attn1_to_q.lokr_w2_a 120 4
                        lycoris_transformer_blocks_0_attn1_to_q.lokr_w2_b 4 120
                        lycoris_transformer_blocks_0_attn1_to_q.alpha =1""",
                        "lycoris none flattened lokr none tensor split lokr none", "cogvideox-2b", TO_Q, 4, 0.25, 0),
                row("LyCORIS LoKr of two whole factors (F18)", """
                        lycoris_transformer_blocks_0_attn1_to_q.lokr_w1 16 16
                        lycoris_transformer_blocks_0_attn1_to_q.lokr_w2 120 120
                        lycoris_transformer_blocks_0_attn1_to_q.alpha =1""",
                        "lycoris none flattened lokr none tensor split lokr none", "cogvideox-2b", TO_Q, 0, 1, 0),
                row("LyCORIS OFT with rescale (F18)", """
                        lycoris_transformer_blocks_0_attn1_to_q.oft_blocks 4 480 480
                        lycoris_transformer_blocks_0_attn1_to_q.rescale 1920 1
                        lycoris_transformer_blocks_0_attn1_to_q.alpha =0.001""",
                        "lycoris none flattened oft_blocks none tensor split oft none", "cogvideox-2b", TO_Q, 0, 1, 0),
                row("LyCORIS BOFT (F18)", """
                        lycoris_transformer_blocks_0_attn1_to_q.oft_blocks 2 4 8 8""",
                        "lycoris none flattened oft_blocks none none split boft none", "cogvideox-2b", TO_Q, 0, 1, 0),
                row("LyCORIS (IA)³ (F18)", """
                        lycoris_transformer_blocks_0_attn1_to_q.weight 1920
                        lycoris_transformer_blocks_0_attn1_to_q.on_input =0""",
                        "lycoris none flattened weight/on_input none none split ia3 none", "cogvideox-2b", TO_Q, 0, 1, 0),
                row("LyCORIS GLoRA (F18)", """
                        lycoris_transformer_blocks_0_attn1_to_q.a1.weight 4 1920
                        lycoris_transformer_blocks_0_attn1_to_q.a2.weight 1920 4
                        lycoris_transformer_blocks_0_attn1_to_q.b1.weight 4 1920
                        lycoris_transformer_blocks_0_attn1_to_q.b2.weight 1920 4
                        lycoris_transformer_blocks_0_attn1_to_q.alpha =4""",
                        "lycoris none flattened a1/a2/b1/b2 none tensor split glora none", "cogvideox-2b", TO_Q, 4, 1, 0),
                row("LyCORIS norms (F18)", """
                        lycoris_transformer_blocks_0_norm1_norm.w_norm 1920
                        lycoris_transformer_blocks_0_norm1_norm.b_norm 1920""",
                        "lycoris none flattened w_norm/b_norm none none split norm_diff none", "cogvideox-2b",
                        List.of("transformer_blocks.0.norm1.norm"), 0, 1, 0),
                row("PEFT (IA)³ (F19)", """
                        base_model.model.transformer_blocks.0.attn1.to_q.ia3_l 1920 1""",
                        "base_model.model none diffusers ia3_l none none split ia3 none", "cogvideox-2b", TO_Q, 0, 1, 0),
                row("PEFT OFT (F19)", """
                        base_model.model.transformer_blocks.0.attn1.to_q.oft_R.weight 60 496""",
                        "base_model.model none diffusers oft_R none none split oft none", "cogvideox-2b", TO_Q, 0, 1, 0),
                row("PEFT BOFT (F19)", """
                        base_model.model.transformer_blocks.0.attn1.to_q.boft_R 1 240 8 8
                        base_model.model.transformer_blocks.0.attn1.to_q.boft_s 1920 1""",
                        "base_model.model none diffusers boft_R/boft_s none none split boft none", "cogvideox-2b", TO_Q, 0, 1, 0),
                row("PEFT VeRA (F19)", """
                        base_model.model.transformer_blocks.0.attn1.to_q.vera_lambda_b 1920
                        base_model.model.transformer_blocks.0.attn1.to_q.vera_lambda_d 256""",
                        "base_model.model none diffusers vera_lambda none none split vera none", "cogvideox-2b", TO_Q, 256, 1, 0),
                row("PEFT AdaLoRA (F19)", """
                        base_model.model.transformer_blocks.0.attn1.to_q.lora_A 12 1920
                        base_model.model.transformer_blocks.0.attn1.to_q.lora_B 1920 12
                        base_model.model.transformer_blocks.0.attn1.to_q.lora_E 12 1""",
                        "base_model.model none diffusers lora_A/lora_B none none split adalora none", "cogvideox-2b", TO_Q, 12, 1, 0),
                row("kohya OFT (F20)", """
                        lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q.oft_blocks 4 160 160
                        lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q.alpha =0.01""",
                        "lora_unet none flattened oft_blocks none tensor split oft none", "stable-diffusion-xl", SDXL_QUERY, 0, 1, 0),
                row("control-LoRA (F21)", """
                        lora_controlnet 0
                        input_blocks.4.1.transformer_blocks.0.attn1.to_q.down 128 640
                        input_blocks.4.1.transformer_blocks.0.attn1.to_q.up 640 128
                        zero_convs.0.0.weight 4 4""",
                        "none none sgm down/up none none split lora none", "stable-diffusion-xl", SDXL_QUERY, 128, 1, 2),
                row("HunyuanVideo-I2V (F22)", """
                        Hunyuan_video_I2V_lora_double_blocks_0_img_attn_qkv.lora_down.weight 4 3072
                        Hunyuan_video_I2V_lora_double_blocks_0_img_attn_qkv.lora_up.weight 9216 4
                        Hunyuan_video_I2V_lora_double_blocks_0_img_attn_qkv.alpha =4""",
                        "Hunyuan_video_I2V_lora none flattened lora_down/lora_up none tensor fused lora none", "hunyuan-video", FLUX_QKV, 4,
                        1, 0),
                row("Mochi's fine-tuner (F23)", """
                        blocks.0.attn.qkv_x.lora_A 16 3072
                        blocks.0.attn.qkv_x.lora_B 9216 16""",
                        "none none native lora_A/lora_B none none fused lora none", "mochi-1",
                        List.of("transformer_blocks.0.attn1.to_q", "transformer_blocks.0.attn1.to_k", "transformer_blocks.0.attn1.to_v"),
                        16, 1, 0),
                row("extraction with whole differences (F24)", """
                        diffusion_model.blocks.0.self_attn.q.lora_down.weight 4 5120
                        diffusion_model.blocks.0.self_attn.q.lora_up.weight 5120 4
                        diffusion_model.blocks.0.self_attn.q.diff_b 5120
                        diffusion_model.blocks.0.norm3.diff 5120
                        diffusion_model.time_projection.1.diff_b 30720
                        diffusion_model.head.head.diff 64 5120""",
                        "diffusion_model none native lora_down/lora_up none none split full_diff,lora none", "wan2.1-t2v-14b", WAN_QUERY, 4,
                        1, 0),
                row("LTX-Video (F25)", """
                        diffusion_model.transformer_blocks.0.attn1.to_q.lora_A.weight 4 2048
                        diffusion_model.transformer_blocks.0.attn1.to_q.lora_B.weight 2048 4""",
                        "diffusion_model none diffusers lora_A/lora_B none none split lora none", "ltx-video", TO_Q, 4, 1, 0),
                row("ComfyUI's own CogVideoX (F26)", """
                        diffusion_model.blocks.0.attn_out.lora_A.weight 4 3072
                        diffusion_model.blocks.0.attn_out.lora_B.weight 3072 4""",
                        "diffusion_model none native lora_A/lora_B none none split lora none", "cogvideox-5b", TO_OUT, 4, 1, 0));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyConventionIsRecognisedAxisByAxis(Row row) throws Exception {
        Adapter adapter = adapter(row);

        Convention found = adapter.convention().orElseThrow();
        assertThat(String.join(
                        " ",
                        found.container(), found.component(), found.namespace(), found.suffix(), found.infix(), found.alpha(),
                        found.fusion(),
                        found.algorithm(), found.magnitude()))
                .isEqualTo(row.axes());
        assertThat(adapter.modules()).allMatch(AdapterModule::isComplete);
        assertThat(adapter.modules().getFirst().rank()).isEqualTo(row.rank());
        assertThat(adapter.modules().getFirst().scale()).isEqualTo(row.scale());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void itsModulesAreFoundInTheBaseWithFittingSizes(Row row) throws Exception {
        AdapterModule module = adapter(row).modules().getFirst();

        Optional<ModuleLocation> location = new ModuleLocator(ModelCatalog.find(row.base()).orElseThrow())
                .locate(module.container(), module.component(), module.module(), module.piece());

        assertThat(location.stream().flatMap(one -> one.modules().stream()).map(LinkedModule::module)).extracting(info -> info.name())
                .isEqualTo(row.modules());
        module.outputs().ifPresent(rows -> assertThat(rows).isEqualTo(location.orElseThrow().weight().size(0)));
        if (!row.tool().startsWith("BFL")) {
            module.inputs().ifPresent(columns -> assertThat(columns).isEqualTo(location.orElseThrow().weight().size(1)));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyTensorIsAPartOrALeftover(Row row) throws Exception {
        Adapter adapter = adapter(row);

        List<String> parts = adapter.modules().stream().flatMap(module -> module.tensors().stream()).map(MappedTensor::name).distinct()
                .toList();
        assertThat(adapter.leftovers()).hasSize(row.leftovers());
        assertThat(parts.size() + adapter.leftovers().size()).isEqualTo(row.tensors().lines().count());
    }

    private static Row row(
            String tool, String tensors, String axes, String base, List<String> modules, long rank, double scale, int leftovers) {
        return new Row(tool, tensors, axes, base, modules, rank, scale, leftovers);
    }

    private static Adapter adapter(Row row) throws Exception {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint();
        row.tensors().lines().forEach(line -> add(checkpoint, line.split(" ")));
        Checkpoint built = checkpoint.build();
        return AdapterAssembler.assemble(built, RuleSet.EMPTY.apply(built.infos()), OptionalDouble.empty());
    }

    /** {@code name =value} is one number, {@code name sizes…} a tensor; only numbers are ever read. */
    private static void add(SyntheticCheckpoint checkpoint, String[] words) {
        if (words[1].startsWith("=")) {
            checkpoint.values(words[0], DType.F32, new float[] {Float.parseFloat(words[1].substring(1))}, new long[0]);
        } else {
            long[] sizes = Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
            checkpoint.data(words[0], new SyntheticCheckpoint.Bytes(
                    DType.F32, Shape.of(sizes), new byte[0]));
        }
    }
}
