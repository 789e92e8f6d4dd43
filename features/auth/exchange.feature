@cap:enhanced-auth
Feature: Enhanced authentication
  With an Authentication Method client and broker may exchange as many AUTH packets as the method needs
  before CONNACK. Each of them has the reason code Continue authentication and the method of CONNECT.
  The scenarios use SCRAM-SHA-256, in which the client answers one challenge, as user of the target.

  @must @server @direct @MQTT-5.0:4.12.0-2 @MQTT-5.0:4.12.0-5 @MQTT-5.0:3.15.2-1 @MQTT-5.0:3.2.0-1
  Scenario: The broker asks with Continue authentication and accepts the right answer
    Given MQTT 5.0
    When Alice connects with SCRAM-SHA-256
    And Alice answers the challenge
    Then Alice is accepted with:
      | Authentication Method | SCRAM-SHA-256 |
    And the connection of Alice is still open

  @must @server @negative @MQTT-5.0:4.12.0-4 @MQTT-5.0:3.1.4-2
  Scenario: A wrong answer is refused
    Given MQTT 5.0
    When Alice connects with SCRAM-SHA-256
    And Alice answers the challenge with a wrong proof
    Then Alice is refused as not authorized
    And nobody else is disturbed

  @must @client @negative @MQTT-5.0:3.1.2-30
  Scenario Outline: Before CONNACK the client sends no <packet>
    Given MQTT 5.0
    When Alice connects with SCRAM-SHA-256
    Then Alice receives AUTH with:
      | reason code           | 0x18          |
      | Authentication Method | SCRAM-SHA-256 |
    When Alice sends <packet>
    Then Alice is refused as protocol error in CONNECT
    And nobody else is disturbed

    Examples:
      | packet    |
      | PUBLISH   |
      | SUBSCRIBE |
      | PINGREQ   |

  @must @client @direct @MQTT-5.0:3.1.2-30
  Scenario: Before CONNACK the client may leave
    Given MQTT 5.0
    When Alice connects with SCRAM-SHA-256
    Then Alice receives AUTH with:
      | reason code | 0x18 |
    When Alice sends DISCONNECT
    Then the broker closes the connection of Alice

  @must @client @negative @MQTT-5.0:4.12.0-3 @MQTT-5.0:3.15.2-1
  Scenario Outline: The client's AUTH before CONNACK has no reason code <code>
    Given MQTT 5.0
    When Alice connects with SCRAM-SHA-256
    Then Alice receives AUTH with:
      | reason code | 0x18 |
    When Alice sends AUTH with:
      | reason code           | <code>        |
      | Authentication Method | SCRAM-SHA-256 |
      | Authentication Data   | c=biws        |
    Then Alice is refused as protocol error in CONNECT
    And nobody else is disturbed

    Examples:
      | code |
      | 0x00 |
      | 0x19 |
      | 0x80 |

  @must @client @negative
  Scenario Outline: The client's AUTH names the method of its CONNECT, not <method>
    Given MQTT 5.0
    When Alice connects with SCRAM-SHA-256
    Then Alice receives AUTH with:
      | reason code | 0x18 |
    When Alice sends AUTH with:
      | reason code           | 0x18     |
      | Authentication Method | <method> |
      | Authentication Data   | c=biws   |
    Then Alice is refused as protocol error in CONNECT
    And nobody else is disturbed

    @MQTT-5.0:4.12.0-5
    Examples:
      | method      |
      | SCRAM-SHA-1 |

    @MQTT-5.0:X-56
    Examples:
      | method |
      | absent |
