@echo off
rem Starts zenoti-s3-sync. All arguments go to the program; words for the JVM (-D..., -X...) are set in JAVA_OPTS.
rem docs\install.md describes it. Unlike the script for sh it keeps no class-data archive.
setlocal DisableDelayedExpansion

for %%d in ("%~dp0..") do set "HOME_FOLDER=%%~fd"
set "PROGRAM=%HOME_FOLDER%\app\zenoti-s3-sync.jar"
if not exist "%PROGRAM%" (
    echo zenoti-s3-sync: "%PROGRAM%" is missing; unpack the complete archive 1>&2
    exit /b 2
)

if defined JAVA_HOME goto home
set "JAVA=java.exe"
where /q java.exe && goto version
echo zenoti-s3-sync: java is missing; install Java 17 or newer, or set JAVA_HOME 1>&2
exit /b 2

:home
set "JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%JAVA%" goto version
echo zenoti-s3-sync: "%JAVA%" is missing; set JAVA_HOME to a JDK or JRE, 17 or newer, or clear it 1>&2
exit /b 2

:version
set "FEATURE="
for /f "tokens=3" %%v in ('""%JAVA%" -version 2^>^&1" ^| findstr /c:" version "') do if not defined FEATURE set "FEATURE=%%~v"
if not defined FEATURE goto options
for /f "tokens=1 delims=.-+" %%v in ("%FEATURE%") do set "FEATURE=%%v"
if %FEATURE% GEQ 17 goto options
echo zenoti-s3-sync: "%JAVA%" is too old; Java 17 or newer is needed: install it, or set JAVA_HOME 1>&2
exit /b 2

:options
rem commands that are over soon are compiled quickly, those that may load for long as well as the JVM can
set "COMPILER=-XX:TieredStopAtLevel=1"
if "%~1"=="" set "COMPILER="
for %%c in (run once replay verify restore) do if "%~1"=="%%c" set "COMPILER="
set "CONF="
if exist "%HOME_FOLDER%\conf\application.properties" set CONF="-Dzenoti-s3-sync.conf=%HOME_FOLDER%\conf\application.properties"
set DRIVERS="-Dzenoti-s3-sync.drivers=%HOME_FOLDER%\drivers"
"%JAVA%" -XX:+UseSerialGC %COMPILER% -Djava.util.logging.manager=org.jboss.logmanager.LogManager %CONF% %DRIVERS% %JAVA_OPTS% -jar "%PROGRAM%" %*
exit /b %ERRORLEVEL%
