Feature: Values at the ends of what is allowed
  Who refuses what is wrong must not refuse what only looks unusual: the least and the greatest values,
  empty texts, and packets whose length just takes a byte more.

  @must @server @direct
  Scenario Outline: Payloads at which the remaining length takes a byte more are taken: <packet> of <version>
    Given MQTT <version>
    When each case of "payloads at which the remaining length takes a byte more" in <packet> is sent on a connection of its own
    Then the broker accepts every one of them
    And nobody else is disturbed

    @MQTT-5.0:X-36 @MQTT-5.0:3.3.4-1
    Examples:
      | version | packet  |
      | 5.0     | PUBLISH |

    @MQTT-3.1.1:X-36 @MQTT-3.1.1:3.3.4-1
    Examples:
      | version | packet  |
      | 3.1.1   | PUBLISH |

    @MQTT-3.1:FORMAT-01 @MQTT-3.1:PUBLISH-03
    Examples:
      | version | packet  |
      | 3.1     | PUBLISH |

  @must @server @direct
  Scenario Outline: Properties with their least and greatest values are taken: <packet> of <version>
    Given MQTT <version>
    When each case of "properties with the least and greatest values" in <packet> is sent on a connection of its own
    Then the broker accepts every one of them
    And nobody else is disturbed

    @MQTT-5.0:2.2.2-1 @MQTT-5.0:X-07
    Examples:
      | version | packet      |
      | 5.0     | CONNECT     |
      | 5.0     | will        |
      | 5.0     | PUBLISH     |
      | 5.0     | PUBREL      |
      | 5.0     | SUBSCRIBE   |
      | 5.0     | UNSUBSCRIBE |
      | 5.0     | DISCONNECT  |
