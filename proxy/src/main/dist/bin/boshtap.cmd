@echo off
rem Starts boshtap with the memory options that it is measured with. On Java 19 and later Java keeps
rem an archive of the classes that a start needs, for quicker starts. Java is JAVA_HOME's, or the
rem one on the path.
setlocal
set "lib=%~dp0..\lib"
for %%j in (java.exe) do set "java=%%~$PATH:j"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if "%java%"=="" goto nojava
if not exist "%java%" goto nojava
if not defined LOCALAPPDATA set "LOCALAPPDATA=%TEMP%"
set "archive=%LOCALAPPDATA%\boshtap\classes.jsa"
if not exist "%LOCALAPPDATA%\boshtap" mkdir "%LOCALAPPDATA%\boshtap"
set "sharing=-XX:+AutoCreateSharedArchive -XX:SharedArchiveFile="%archive%""
"%java%" -XX:+AutoCreateSharedArchive -version >nul 2>nul
if errorlevel 1 set "sharing="
"%java%" @"%lib%\java.options" %sharing% %BOSHTAP_JAVA_OPTIONS% -jar "%lib%\boshtap.jar" %*
exit /b %errorlevel%

:nojava
echo boshtap: no Java found (expected: java on the path, or JAVA_HOME; version 17 or later) >&2
exit /b 3
