@echo off
rem Starts boshtap with the memory options that it is measured with. On Java 19 and later Java keeps
rem an archive of the classes that a start needs, for quicker starts. Java is JAVA_HOME's, or the
rem one on the path.
setlocal
set "lib=%~dp0..\lib"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
set "archive=%LOCALAPPDATA%\boshtap\classes.jsa"
if not exist "%LOCALAPPDATA%\boshtap" mkdir "%LOCALAPPDATA%\boshtap"
set "sharing=-XX:+AutoCreateSharedArchive -XX:SharedArchiveFile="%archive%""
"%java%" -XX:+AutoCreateSharedArchive -version >nul 2>nul || set "sharing="
"%java%" @"%lib%\java.options" %sharing% %BOSHTAP_JAVA_OPTIONS% -jar "%lib%\boshtap.jar" %*
