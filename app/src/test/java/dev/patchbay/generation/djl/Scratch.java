package dev.patchbay.generation.djl;
import dev.patchbay.generation.*;
import dev.patchbay.task.Cancellation;
import java.nio.file.*;
import java.util.*;
public class Scratch {
  public static void main(String[] a) throws Exception {
    long t=System.nanoTime();
    EngineReport rep = TorchEngine.report(); System.out.println(rep+" "+(System.nanoTime()-t)/1e9);
    if (a.length>0) ai.djl.pytorch.jni.JniUtils.setNumThreads(Integer.parseInt(a[0]));
    t=System.nanoTime();
    var p = new DjlVideoPipelineFactory(Reference.opener()).load(Path.of("/work/shared/demo-model/pipeline"), DeviceChoice.AUTO);
    System.out.println(p.info()+" load "+(System.nanoTime()-t)/1e9);
    for (int i=0;i<3;i++) { t=System.nanoTime();
    Clip c = p.generate(new GenerationRequest("a red circle moving right on a navy background","",3,20,17,64,64,4,false,SchedulerKind.DPM,List.of()),StepListener.SILENT,Cancellation.NEVER);
    System.out.println("run "+(System.nanoTime()-t)/1e9+" text "+c.seconds().text()+" step "+c.seconds().denoisePerStep().stream().mapToDouble(x->x).average().getAsDouble()+" decode "+c.seconds().decode()+" rss "+Files.readString(Path.of("/proc/self/statm")));
    if(i==0 && a.length>1){ var im=new java.awt.image.BufferedImage(64*c.frameCount(),64,1); for(int f=0;f<c.frameCount();f++)for(int y=0;y<64;y++)for(int x=0;x<64;x++)im.setRGB(f*64+x,y,c.argb(f,x,y)); javax.imageio.ImageIO.write(im,"png",new java.io.File(a[1])); } }
    p.close();
  }
}
