@echo off
rem Starts Patchbay with the Java of PATCHBAY_JAVA, JAVA_HOME or the PATH; it must be 25 or newer.
setlocal
set "HERE=%~dp0.."
set "JAVA=%PATCHBAY_JAVA%"
if "%JAVA%"=="" if not "%JAVA_HOME%"=="" set "JAVA=%JAVA_HOME%\bin\java.exe"
if "%JAVA%"=="" set "JAVA=java"
"%JAVA%" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:MaxRAMPercentage=33 %PATCHBAY_OPTS% -cp "%HERE%\lib\*" dev.patchbay.launch.Main %*
exit /b %ERRORLEVEL%
